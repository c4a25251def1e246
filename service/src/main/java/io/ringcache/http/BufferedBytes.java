package io.ringcache.http;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What requests under way may hold together: bodies that are being read or stored, and answers that
 * their clients have not taken yet, in bytes. Thread-safe, never blocks: where there is no room the
 * request is refused.
 *
 * <p>Its metrics: {@code held}, near {@code limits.maxBufferedBytes} when clients are slow, and
 * {@code refused}, how often there was no room.
 */
public final class BufferedBytes {

  private final AtomicLong held = new AtomicLong();
  private final long most;
  private final Counter refused;

  private BufferedBytes(long most, Counter refused) {
    this.most = most;
    this.refused = refused;
  }

  /** A bound for a service, with its metrics. */
  public static BufferedBytes of(long most, MetricRegistry metrics) {
    BufferedBytes bytes =
        new BufferedBytes(
            most, metrics.counter(MetricRegistry.name(BufferedBytes.class, "refused")));
    Gauge<Long> held = bytes.held::get;
    metrics.gauge(MetricRegistry.name(BufferedBytes.class, "held"), () -> held);
    return bytes;
  }

  /** Whether there was room for an answer: if so, it is to be {@link #release}d. */
  public boolean take(long bytes) {
    return take(bytes, most);
  }

  /**
   * Whether there was room for what a client sends: if so, it is to be {@link #release}d. A quarter
   * is left to answers, so that those who send slowly do not keep out those who read.
   */
  public boolean takeForBody(long bytes) {
    return take(bytes, most - most / 4);
  }

  private boolean take(long bytes, long bound) {
    if (held.addAndGet(bytes) <= bound) {
      return true;
    }
    held.addAndGet(-bytes);
    refused.inc();
    return false;
  }

  public void release(long bytes) {
    held.addAndGet(-bytes);
  }

  /** Of all requests together. */
  long held() {
    return held.get();
  }
}
