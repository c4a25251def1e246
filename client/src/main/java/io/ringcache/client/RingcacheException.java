package io.ringcache.client;

import org.jspecify.annotations.Nullable;

/**
 * Whatever goes wrong between this client and its cache. Unchecked; the permitted ones say what.
 */
public abstract sealed class RingcacheException extends RuntimeException
    permits AnswerException,
        CacheInterruptedException,
        CacheUnreachableException,
        LoadFailedException,
        LoadTimeoutException,
        ValueException {

  RingcacheException(String message) {
    super(message);
  }

  RingcacheException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
