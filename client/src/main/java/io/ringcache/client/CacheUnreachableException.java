package io.ringcache.client;

import org.jspecify.annotations.Nullable;

/**
 * No answer: no connection, a lost one, none in time, or the breaker of every base URL is open. A
 * write may or may not have been carried out.
 */
public final class CacheUnreachableException extends RingcacheException {

  CacheUnreachableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
