package io.ringcache.cache.memory;

/**
 * How often a value has been read of late, as Redis counts it for its LFU policies, made
 * deterministic: a new value begins at 5 and loses one a minute, down to 0; a read adds {@code 1 /
 * (10 × (count - 5) + 1)}, at most 1, where Redis adds 1 with that probability. So the count grows
 * as the square root of the reads, up to Redis' own 255.
 *
 * <p>Counts that all fall at the same pace keep their order while nobody reads. So what is kept is
 * not the count but the time at which it will be, or has become, 0: to be sorted by that is to be
 * sorted by the count at any time, with those at 0 in the order in which they got there, and no
 * index grows stale as time passes. Times are in microseconds since 1970.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/eviction/#lfu-eviction">Redis on
 *     LFU</a>
 */
final class Frequency {

  private static final double INITIAL = 5;
  private static final double LOG_FACTOR = 10;
  private static final double HIGHEST = 255;
  private static final double MICROS_PER_COUNT = 60_000_000;

  private Frequency() {}

  /** When a value that is stored now is forgotten, if nobody reads it. */
  static long forgottenAt(long now) {
    return zeroOf(INITIAL, now);
  }

  /** When a value that would have been forgotten at a time, but is read now, is. */
  static long forgottenAtAfterRead(long forgottenAt, long now) {
    double count = Math.max(0, (forgottenAt - now) / MICROS_PER_COUNT);
    double more = 1 / (Math.max(0, count - INITIAL) * LOG_FACTOR + 1);
    return zeroOf(Math.min(HIGHEST, count + more), now);
  }

  private static long zeroOf(double count, long now) {
    return now + (long) (count * MICROS_PER_COUNT);
  }
}
