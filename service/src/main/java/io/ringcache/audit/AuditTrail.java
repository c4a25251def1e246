package io.ringcache.audit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Who did what. Thread-safe. */
public final class AuditTrail {

  /**
   * Tells of something that was done. Does not block.
   *
   * @param namespace the namespace that it was done to; null for none
   * @param detail for people: what exactly, and what came of it
   * @return completes when it is written, or queued because the database is gone or slow; never
   *     fails. What is chained to it runs on a thread that others wait for
   */
  public CompletionStage<Void> record(
      String actor,
      String requestId,
      AuditAction action,
      @Nullable String namespace,
      String detail) {
    return CompletableFuture.completedStage(null);
  }
}
