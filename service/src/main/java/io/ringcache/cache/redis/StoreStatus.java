package io.ringcache.cache.redis;

import io.ringcache.cache.CacheException;

/** What the scripts that store a value reply with, as store.lua has it. */
final class StoreStatus {

  static final long STORED = 0;
  private static final long FAILED = -1;
  private static final long AGAIN = -2;
  private static final long FULL = -3;
  private static final long NOT_AN_INTEGER = -4;

  private StoreStatus() {}

  /**
   * Whether it was stored; if not, it is to be called again.
   *
   * @throws CacheException if the write is refused
   */
  static boolean isStored(long status) {
    if (status == STORED) {
      return true;
    }
    if (status == AGAIN) {
      return false;
    }
    if (status == FAILED) {
      throw new CacheException.PreconditionFailed();
    }
    if (status == FULL) {
      throw new CacheException.StorageFull("the namespace holds all that its quota allows");
    }
    if (status == NOT_AN_INTEGER) {
      throw new CacheException.NotAnInteger(
          "the value, and the sum, are integers of 64 bits in decimal digits");
    }
    throw new Replies.Unexpected("the status " + status);
  }
}
