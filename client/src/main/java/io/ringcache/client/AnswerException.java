package io.ringcache.client;

import java.time.Duration;
import java.util.Optional;

/**
 * The service answered with an error. Carries what the answer did; what a proxy in between answers
 * has the code {@code http_} and its status.
 */
public abstract sealed class AnswerException extends RingcacheException
    permits AccessRefusedException,
        ConflictException,
        InvalidRequestException,
        ServiceFailedException,
        StorageFullException {

  /** An error's parts, as the service says them. */
  record Failure(
      int status,
      String error,
      String code,
      Optional<String> detail,
      Optional<String> requestId,
      Optional<Duration> retryAfter) {

    String message() {
      return status
          + " "
          + code
          + ": "
          + error
          + detail.map(text -> " (" + text + ")").orElse("")
          + requestId.map(id -> " [" + id + "]").orElse("");
    }
  }

  private final transient Failure failure;

  AnswerException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  static AnswerException of(Failure failure) {
    return switch (failure.status()) {
      case 401, 403, 429 -> new AccessRefusedException(failure);
      case 409, 412 -> new ConflictException(failure);
      case 507 -> new StorageFullException(failure);
      default ->
          failure.status() >= 400 && failure.status() < 500
              ? new InvalidRequestException(failure)
              : new ServiceFailedException(failure);
    };
  }

  /** The HTTP status. */
  public final int status() {
    return failure.status();
  }

  /** As the API lists them: {@code backend_unavailable}. */
  public final String code() {
    return failure.code();
  }

  public final Optional<String> detail() {
    return failure.detail();
  }

  /** What the service's log has of this request. */
  public final Optional<String> requestId() {
    return failure.requestId();
  }

  /** After which time the service would like to be asked again, where it said so. */
  public final Optional<Duration> retryAfter() {
    return failure.retryAfter();
  }
}
