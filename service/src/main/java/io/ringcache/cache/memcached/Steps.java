package io.ringcache.cache.memcached;

import java.util.concurrent.TimeUnit;

/**
 * The steps of a gentle walk: {@value #BYTES} bytes of the dump, some 300 keys, every few
 * milliseconds. The dump is to take six seconds in all; but no step takes more than six
 * milliseconds, so that a small one takes less, nor less than two, so that a large one takes more.
 * Not thread-safe; time is {@code System.nanoTime}.
 *
 * <p>Where others keep the processors busy, a rest takes longer than it should. The next ones are
 * shorter then, so that the walk takes its time and no more.
 */
final class Steps {

  static final int BYTES = 32 * 1024;

  private static final long ALL_NANOS = TimeUnit.SECONDS.toNanos(6);
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(6);

  /** What is lost beyond that is not made up for: it would be no walk with rests any more. */
  private static final long MOST_LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final long stepNanos;
  private long dueNanos;

  private Steps(long stepNanos, long dueNanos) {
    this.stepNanos = stepNanos;
    this.dueNanos = dueNanos;
  }

  /** Those of a dump of so many bytes. It begins with a step. */
  static Steps of(long bytes, long nowNanos) {
    long number = bytes / BYTES + 1;
    return new Steps(
        Math.max(SHORTEST_NANOS, Math.min(LONGEST_NANOS, ALL_NANOS / number)), nowNanos);
  }

  /** For how long to rest before the next step, in nanoseconds; 0 or less where it is late. */
  long rest(long nowNanos) {
    long rest = Math.max(dueNanos + stepNanos - nowNanos, -MOST_LATE_NANOS);
    dueNanos = nowNanos + rest;
    return rest;
  }
}
