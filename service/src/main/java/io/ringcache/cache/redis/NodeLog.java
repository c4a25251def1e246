package io.ringcache.cache.redis;

/** Told when a connection's state may have changed. */
@FunctionalInterface
interface NodeLog {

  /**
   * A connection was made, lost, or could not be made.
   *
   * @param why empty if it was made
   */
  void connectionChanged(String why);
}
