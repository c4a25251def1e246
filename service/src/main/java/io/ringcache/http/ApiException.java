package io.ringcache.http;

import org.jspecify.annotations.Nullable;

/** A request that can not be served, with what its client is told. Without a stack trace. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** An error that its code says all about. */
  public ApiException(ErrorCode code) {
    this(code, null);
  }

  /**
   * An error with a {@code detail}.
   *
   * @param detail what was wrong, where, and what is expected; null for none
   */
  public ApiException(ErrorCode code, @Nullable String detail) {
    super(detail, null, false, false);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }

  /** The body's {@code detail}, null for none. */
  public @Nullable String detail() {
    return getMessage();
  }
}
