package io.ringcache.metrics;

import com.codahale.metrics.Reservoir;
import com.codahale.metrics.Snapshot;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The latencies of the last minute or two, for those who want percentiles and not buckets; of all
 * the time since they were last asked for, where that is longer. Thread-safe.
 */
final class LatencyWindow implements Reservoir {

  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Latencies latencies;
  private final LongSupplier nanoTime;
  private long[] before;
  private long[] last;
  private long lastNanos;

  /**
   * Begins now.
   *
   * @param nanoTime as {@code System.nanoTime}
   */
  LatencyWindow(Latencies latencies, LongSupplier nanoTime) {
    this.latencies = latencies;
    this.nanoTime = nanoTime;
    this.before = new long[latencies.counts().length];
    this.last = before;
    this.lastNanos = nanoTime.getAsLong();
  }

  @Override
  public synchronized Snapshot getSnapshot() {
    long[] now = latencies.counts();
    long nanos = nanoTime.getAsLong();
    if (nanos - lastNanos >= MINUTE_NANOS) {
      before = last;
      last = now;
      lastNanos = nanos;
    }
    long[] within = new long[now.length];
    for (int i = 0; i < now.length; i++) {
      within[i] = now[i] - before[i];
    }
    return new LatencySnapshot(within);
  }

  @Override
  public int size() {
    return getSnapshot().size();
  }

  /** They come by {@link Latencies#add}. */
  @Override
  public void update(long value) {
    throw new UnsupportedOperationException();
  }
}
