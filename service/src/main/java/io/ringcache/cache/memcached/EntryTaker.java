package io.ringcache.cache.memcached;

/** Who takes the entries that a walk meets: not two at once. */
@FunctionalInterface
interface EntryTaker {

  /** Takes an entry. Must be fast and never wait: the node may wait with it. */
  void take(LiveEntry entry);

  /** Whether so much waits to be done with what was taken that a gentle walk should rest. */
  default boolean isBehind() {
    return false;
  }
}
