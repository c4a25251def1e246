package io.ringcache.rest;

import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among services as a load balancer does: asks each for its health five times a second, and
 * sends nobody to one that has not answered with 200 the last time. Thread-safe.
 */
final class Balancer implements AutoCloseable {

  private static final long PERIOD_MILLIS = 200;

  private final List<Integer> ports;
  private final Map<Integer, String> sick = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor();

  private Balancer(List<Integer> ports) {
    this.ports = ports;
  }

  /** One for services that are healthy at this moment. */
  static Balancer over(List<Integer> ports) {
    Balancer balancer = new Balancer(List.copyOf(ports));
    ScheduledFuture<?> unused =
        balancer.prober.scheduleWithFixedDelay(
            balancer::probe, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return balancer;
  }

  private void probe() {
    for (int port : ports) {
      try {
        RawHttp.Answer answer = RawHttp.request(port, "GET", "/health");
        if (answer.status() == 200) {
          sick.remove(port);
        } else {
          sick.putIfAbsent(port, answer.status() + " " + answer.body());
        }
      } catch (IOException e) {
        sick.putIfAbsent(port, e.toString());
      }
    }
  }

  /** The port of the service whose turn it is. */
  int next() {
    int first = turn.getAndIncrement();
    for (int i = 0; i < ports.size(); i++) {
      int port = ports.get(Math.floorMod(first + i, ports.size()));
      if (!sick.containsKey(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no service is healthy: " + sick);
  }

  /** What made it give that service up: status and body, or a failure; null if nothing has. */
  @Nullable String sickness(int port) {
    return sick.get(port);
  }

  @Override
  public void close() {
    prober.shutdownNow();
  }
}
