package io.ringcache.client;

/** A loader threw the checked exception that is the cause. What is unchecked is thrown as it is. */
public final class LoadFailedException extends RingcacheException {

  LoadFailedException(Throwable cause) {
    super("the loader failed: " + cause, cause);
  }
}
