package io.ringcache.access;

import java.util.List;

/** Where entries are kept. */
interface AccessSink {

  /** Whether it is worth trying. Does not block. */
  boolean isReachable();

  /**
   * Keeps all of them or none. Blocks.
   *
   * @throws io.ringcache.database.DatabaseUnavailableException if it is not there, or too slow:
   *     they may or may not have been kept
   * @throws RuntimeException if it does not take them
   */
  void write(List<AccessEntry> entries);
}
