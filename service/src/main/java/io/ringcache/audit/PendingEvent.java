package io.ringcache.audit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An event that is to be written, and the stage of whoever told of it. Thread-safe.
 *
 * @param told completes when nobody has to wait for the event any longer
 */
record PendingEvent(AuditEvent event, CompletableFuture<Void> told) {

  /** How long a call waits for a slow database; what it told of is written all the same. */
  private static final long PATIENCE_MILLIS = 1_000;

  static PendingEvent of(AuditEvent event) {
    return new PendingEvent(
        event,
        new CompletableFuture<Void>()
            .completeOnTimeout(null, PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
  }

  void release() {
    told.complete(null);
  }
}
