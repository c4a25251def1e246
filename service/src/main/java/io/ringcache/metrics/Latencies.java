package io.ringcache.metrics;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * How long calls took: counts in fixed buckets, since the start. Thread-safe; counting takes no
 * lock and allocates nothing.
 */
final class Latencies {

  private static final long[] BOUND_MICROS = {
    100,
    250,
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000
  };

  private static final long[] BOUND_NANOS =
      IntStream.range(0, BOUND_MICROS.length)
          .mapToLong(i -> TimeUnit.MICROSECONDS.toNanos(BOUND_MICROS[i]))
          .toArray();

  private final LongAdder[] counts =
      IntStream.rangeClosed(0, BOUND_NANOS.length)
          .mapToObj(i -> new LongAdder())
          .toArray(LongAdder[]::new);

  private final LongAdder nanos = new LongAdder();

  void add(long tookNanos) {
    int bucket = 0;
    while (bucket < BOUND_NANOS.length && tookNanos > BOUND_NANOS[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    nanos.add(tookNanos);
  }

  /** The buckets' upper bounds, the last of which has none. */
  static long[] boundMicros() {
    return BOUND_MICROS.clone();
  }

  /** How many calls fell into each bucket, one more than there are bounds. */
  long[] counts() {
    long[] now = new long[counts.length];
    for (int i = 0; i < now.length; i++) {
      now[i] = counts[i].sum();
    }
    return now;
  }

  /** How many calls there were. */
  long total() {
    return Arrays.stream(counts()).sum();
  }

  /** What all calls took together. */
  double seconds() {
    return nanos.sum() / 1e9;
  }
}
