package io.ringcache.http;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.database.DatabaseUnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what a client is told about a failure. Thread-safe, does not block.
 *
 * <p>What nobody foresaw is told as {@code internal_error}, and logged with its stack trace and the
 * request's id: the log is the only place where the cause shows. See {@link FailureLog}.
 */
public final class ErrorTranslator {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorTranslator.class);

  private static final FailureLog DEFECTS = new FailureLog(LOG, System::nanoTime);
  private static final FailureLog PROTOCOL = new FailureLog(LOG, System::nanoTime);

  /** A cause's chain can be a circle. */
  private static final int MAX_CAUSES = 10;

  private ErrorTranslator() {}

  /** The error to answer a request with that failed so. */
  public static ApiException translate(Throwable failure, String requestId) {
    Throwable bare = unwrap(failure);
    if (bare instanceof ApiException api) {
      return api;
    }
    if (bare instanceof InvalidInputException invalid) {
      return new ApiException(codeOf(invalid.field()), invalid.getMessage());
    }
    if (bare instanceof CacheException cache) {
      return of(cache, requestId);
    }
    if (bare instanceof DatabaseUnavailableException database) {
      LOG.debug("Request {} failed", requestId, database); // that it is lost was said once
      return new ApiException(ErrorCode.BACKEND_UNAVAILABLE, database.getMessage());
    }
    if (senderFailed(bare)) {
      return new ApiException(ErrorCode.BAD_REQUEST, "the request's body could not be read");
    }
    DEFECTS.tell(requestId, "", failure);
    return new ApiException(ErrorCode.INTERNAL_ERROR);
  }

  /** The code that fits a status that a library chose. */
  static ErrorCode codeOf(int status) {
    return switch (status) {
      case 401 -> ErrorCode.UNAUTHENTICATED;
      case 403 -> ErrorCode.FORBIDDEN;
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 406 -> ErrorCode.NOT_ACCEPTABLE;
      case 413 -> ErrorCode.REQUEST_TOO_LARGE;
      case 414 -> ErrorCode.URI_TOO_LONG;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> ErrorCode.RATE_LIMITED;
      case 431 -> ErrorCode.HEADERS_TOO_LARGE;
      case 503 -> ErrorCode.OVERLOADED;
      case 505 -> ErrorCode.BAD_REQUEST;
      default -> status < 500 ? ErrorCode.BAD_REQUEST : ErrorCode.INTERNAL_ERROR;
    };
  }

  private static ApiException of(CacheException failure, String requestId) {
    if (failure instanceof CacheException.NodeBusy) {
      return new ApiException(ErrorCode.OVERLOADED, failure.getMessage());
    }
    if (failure instanceof CacheException.NodeTimeout) {
      return new ApiException(ErrorCode.BACKEND_TIMEOUT, failure.getMessage());
    }
    if (failure instanceof CacheException.StorageFull) {
      return new ApiException(ErrorCode.STORAGE_FULL, failure.getMessage());
    }
    if (failure instanceof CacheException.ValueTooLarge) {
      return new ApiException(ErrorCode.VALUE_TOO_LARGE, failure.getMessage());
    }
    if (failure instanceof CacheException.PreconditionFailed) {
      return new ApiException(ErrorCode.PRECONDITION_FAILED);
    }
    if (failure instanceof CacheException.NotAnInteger) {
      return new ApiException(ErrorCode.NOT_AN_INTEGER, failure.getMessage());
    }
    if (failure instanceof CacheException.Protocol) {
      // Told as a node that is not there, which is what it amounts to; what it said is for us.
      PROTOCOL.tell(requestId, ": " + failure.getMessage(), null);
      return new ApiException(ErrorCode.BACKEND_UNAVAILABLE);
    }
    return new ApiException(ErrorCode.BACKEND_UNAVAILABLE, failure.getMessage());
  }

  private static ErrorCode codeOf(InvalidInputException.Field field) {
    return switch (field) {
      case NAMESPACE -> ErrorCode.INVALID_NAMESPACE;
      case KEY -> ErrorCode.INVALID_KEY;
      case TTL -> ErrorCode.INVALID_TTL;
      case TAGS -> ErrorCode.INVALID_TAGS;
      case PATTERN -> ErrorCode.INVALID_PATTERN;
      case CURSOR -> ErrorCode.INVALID_PARAMETER;
    };
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable bare = failure;
    for (int i = 0; i < MAX_CAUSES; i++) {
      @Nullable Throwable cause = bare.getCause();
      if (cause == null
          || !(bare instanceof CompletionException || bare instanceof ExecutionException)) {
        break;
      }
      bare = cause;
    }
    return bare;
  }

  /** Whether reading the body failed for something that the client sent, or stopped sending. */
  private static boolean senderFailed(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (cause instanceof EOFException
          || cause instanceof ZipException
          || (cause instanceof TimeoutException && failure instanceof IOException)
          || (cause instanceof HttpException http && http.getCode() < 500)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
