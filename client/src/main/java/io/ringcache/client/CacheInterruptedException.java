package io.ringcache.client;

/** The calling thread was interrupted while it waited. Its flag is set again. */
public final class CacheInterruptedException extends RingcacheException {

  CacheInterruptedException(InterruptedException cause) {
    super("interrupted while waiting", cause);
  }
}
