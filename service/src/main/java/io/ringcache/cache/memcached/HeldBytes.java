package io.ringcache.cache.memcached;

/**
 * The bytes of one namespace on one node: kept up with what this process changes, and put right by
 * walks. Thread-safe.
 *
 * <p>Nobody knows whether a walk has met what was written and removed meanwhile. So its sum is a
 * range, and the figure that was kept up stays as it is where it lies within: without other
 * processes and expired entries it is exact.
 */
final class HeldBytes {

  /** What had been stored and removed when a walk began. */
  record Mark(long stored, long freed) {}

  private long bytes;
  private long claimed;
  private long underWay;
  private long freed;
  private boolean known;

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

  synchronized void free(long removed) {
    freed += removed;
    bytes = Math.max(0, bytes - removed);
  }

  /** Begins a walk: what is claimed from now on, and under way now, it may not meet. */
  synchronized Mark mark() {
    return new Mark(claimed - underWay, freed);
  }

  /** A walk that began at the mark has found so much. */
  synchronized void found(long walked, Mark mark) {
    long least = Math.max(0, walked - (freed - mark.freed()));
    long most = walked + claimed - mark.stored();
    bytes = known ? Math.max(least, Math.min(most, bytes)) : most;
    known = true;
  }

  synchronized boolean isKnown() {
    return known;
  }

  synchronized long bytes() {
    return bytes;
  }
}
