package io.ringcache.database;

import org.jspecify.annotations.Nullable;

/** The service can not start with this database; the message tells who starts it what to do. */
public final class StartRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
