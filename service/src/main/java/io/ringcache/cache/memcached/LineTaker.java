package io.ringcache.cache.memcached;

/** Who takes the lines of a walk, on the walk's thread. */
@FunctionalInterface
interface LineTaker {

  /** Takes a line, and does not keep it. Must be fast and must not throw. */
  void take(DumpLine line);

  /** Whether so much waits to be done with what was taken that a gentle walk should rest. */
  default boolean isBehind() {
    return false;
  }
}
