package io.ringcache.http;

import org.jspecify.annotations.Nullable;

/** A request that can not be served, with what its client is told. Without a stack trace. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String retryAfter;

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
    this(code, detail, ErrorBody.retryAfter(code));
  }

  private ApiException(ErrorCode code, @Nullable String detail, @Nullable String retryAfter) {
    super(detail, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** {@code RATE_LIMITED}, and when it is worth another try. */
  public static ApiException rateLimited(String detail, long retryAfterSeconds) {
    return new ApiException(ErrorCode.RATE_LIMITED, detail, Long.toString(retryAfterSeconds));
  }

  public ErrorCode code() {
    return code;
  }

  /** The body's {@code detail}, null for none. */
  public @Nullable String detail() {
    return getMessage();
  }

  /** The value of {@code Retry-After} in seconds; null where the error goes without one. */
  public @Nullable String retryAfter() {
    return retryAfter;
  }
}
