package io.ringcache.cache.memcached;

/**
 * The bytes of one namespace on one node: what the last walk has found, and what this process has
 * changed since. Thread-safe. Errs upwards only as far as this process is concerned: what is
 * written during a walk counts whether the walk has met it or not, and the next walk puts it right.
 */
final class HeldBytes {

  private static final long NEVER = Long.MIN_VALUE;

  private long bytes;
  private long claimed;
  private long underWay;
  private long lastMark = NEVER;

  /** Takes so many bytes more, if that leaves no more than the most there may be. */
  synchronized boolean claim(long growth, long max) {
    if (growth > 0 && bytes + growth > max) {
      return false;
    }
    take(growth);
    return true;
  }

  /** Takes them in any case. */
  synchronized void take(long growth) {
    if (growth > 0) { // what makes room makes it when it has happened
      bytes += growth;
      claimed += growth;
      underWay += growth;
    }
  }

  /** What was taken has been stored, or not. */
  synchronized void settle(long growth, boolean stored) {
    if (growth > 0) {
      underWay -= growth;
      bytes -= stored ? 0 : growth;
    } else if (stored) {
      free(-growth);
    }
  }

  synchronized void free(long freed) {
    bytes = Math.max(0, bytes - freed);
  }

  /** Begins a walk: what is claimed from now on, and under way now, it may not meet. */
  synchronized long mark() {
    return claimed - underWay;
  }

  /** A walk has found so much; one that began before another that has ended says nothing new. */
  synchronized void found(long walked, long mark) {
    if (lastMark == NEVER || mark >= lastMark) {
      lastMark = mark;
      bytes = walked + claimed - mark;
    }
  }

  synchronized boolean isKnown() {
    return lastMark != NEVER;
  }

  synchronized long bytes() {
    return bytes;
  }
}
