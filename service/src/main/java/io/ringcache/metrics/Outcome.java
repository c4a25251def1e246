package io.ringcache.metrics;

import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.InvalidInputException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What came of a call: the label {@code outcome}. */
enum Outcome {
  /** A GET found an entry. */
  HIT,
  /** A GET found none. */
  MISS,
  /** Done. */
  OK,
  /** Nothing to do it with: no such key. */
  NOT_FOUND,
  /** Done for some keys or nodes, and not for others. */
  PARTIAL,
  PRECONDITION_FAILED,
  NOT_AN_INTEGER,
  VALUE_TOO_LARGE,
  /** Refused for what the client sent. */
  INVALID,
  STORAGE_FULL,
  /** Too many wait for the node already. */
  BUSY,
  TIMEOUT,
  UNAVAILABLE,
  /** A defect, of the node or of ours. */
  ERROR;

  private final String label = name().toLowerCase(Locale.ROOT);

  String label() {
    return label;
  }

  static Outcome ofRead(Optional<?> found) {
    return found.isPresent() ? HIT : MISS;
  }

  static Outcome ofLook(Optional<?> found) {
    return found.isPresent() ? OK : NOT_FOUND;
  }

  static Outcome ofChange(boolean wasThere) {
    return wasThere ? OK : NOT_FOUND;
  }

  static Outcome ofFlush(FlushResult result) {
    return result.failedNodes().isEmpty() ? OK : PARTIAL;
  }

  /** Where no key could be served, what one of them failed with. */
  static Outcome ofBatch(BatchResult<?> result) {
    if (result.failed().isEmpty()) {
      return OK;
    }
    return result.done().isEmpty()
        ? ofFailure(result.failed().values().iterator().next())
        : PARTIAL;
  }

  static Outcome ofFailure(Throwable failure) {
    @Nullable Throwable cause =
        failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof CacheException.PreconditionFailed) {
      return PRECONDITION_FAILED;
    }
    if (cause instanceof CacheException.NotAnInteger) {
      return NOT_AN_INTEGER;
    }
    if (cause instanceof CacheException.ValueTooLarge) {
      return VALUE_TOO_LARGE;
    }
    if (cause instanceof InvalidInputException) {
      return INVALID;
    }
    if (cause instanceof CacheException.StorageFull) {
      return STORAGE_FULL;
    }
    if (cause instanceof CacheException.NodeBusy) {
      return BUSY;
    }
    if (cause instanceof CacheException.NodeTimeout) {
      return TIMEOUT;
    }
    return cause instanceof CacheException.NodeUnavailable
            || cause instanceof CacheException.RingDiffers
        ? UNAVAILABLE
        : ERROR;
  }
}
