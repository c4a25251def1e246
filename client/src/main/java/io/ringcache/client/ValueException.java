package io.ringcache.client;

/** A value that is no JSON by Jackson, or an answer that is not of the type asked for. */
public final class ValueException extends RingcacheException {

  ValueException(String message, Throwable cause) {
    super(message, cause);
  }
}
