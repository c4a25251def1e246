package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringcache.testing.LocalServer;
import io.ringcache.testing.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Half a minute in which nothing comes through to one of three nodes, watched by a client: on nodes
 * and with a service of its own, so that other tests need not wait for it.
 */
final class StalledPath implements AutoCloseable {

  private static final Duration STALL = Duration.ofSeconds(30);
  private static final Duration BACK = Duration.ofSeconds(10);
  private static final List<String> KEYS =
      IntStream.range(0, 30).mapToObj(i -> "key-" + i).toList();

  private final List<LocalServer> nodes;
  private final TcpProxy line;
  private final ServiceOnNodes service;
  private final CompletableFuture<Void> watched;

  private StalledPath(List<LocalServer> nodes, TcpProxy line, ServiceOnNodes service) {
    this.nodes = nodes;
    this.line = line;
    this.service = service;
    this.watched = CompletableFuture.runAsync(this::watch);
  }

  static StalledPath start(String configuration, Supplier<LocalServer> node, String commandTimeout)
      throws Exception {
    List<LocalServer> nodes = Stream.generate(node).limit(3).toList();
    TcpProxy line = TcpProxy.to(nodes.get(1).port());
    return new StalledPath(
        nodes,
        line,
        ServiceOnNodes.start(
            configuration,
            List.of(nodes.get(0).address(), line.address(), nodes.get(2).address()),
            commandTimeout));
  }

  private void watch() {
    Rest rest = service.rest();
    List<String> its = service.storedOn(line.address(), KEYS);
    assertThat(its).hasSizeBetween(1, KEYS.size() - 1);
    line.stall();
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < STALL.toNanos()) {
      for (String key : KEYS) {
        Rest.Reply reply = Answers.inTime(() -> rest.get(key));
        if (its.contains(key)) {
          Answers.assertLost(reply);
        } else {
          assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        }
      }
      assertThat(Answers.inTime(service::health).status()).isEqualTo(200);
      letPass(Duration.ofMillis(200));
    }
    line.pass();
    service.awaitServed(its, BACK);
    its.forEach(key -> assertThat(rest.get(key).status()).isEqualTo(200));
  }

  /** Returns when it is over; throws what was wrong. */
  void awaitEnd() {
    watched.join();
  }

  private static void letPass(Duration time) {
    long begun = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> System.nanoTime() - begun > time.toNanos());
  }

  @Override
  public void close() {
    service.close();
    line.close();
    nodes.forEach(LocalServer::close);
  }
}
