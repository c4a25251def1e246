package io.ringcache.client;

import java.time.Duration;

/** Another caller's load took longer than this one was ready to wait. That load goes on. */
public final class LoadTimeoutException extends RingcacheException {

  LoadTimeoutException(Duration waited) {
    super("another caller's load took longer than " + waited, null);
  }
}
