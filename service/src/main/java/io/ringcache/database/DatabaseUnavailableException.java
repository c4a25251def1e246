package io.ringcache.database;

import org.jspecify.annotations.Nullable;

/**
 * The database did not do what it was asked, for no fault of what was asked: it is not there, it
 * did not answer in time, its schema is another. A write may or may not have happened. The message
 * says nothing that a client may not read.
 */
public final class DatabaseUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DatabaseUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
