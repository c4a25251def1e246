package io.ringcache.entry;

import io.ringcache.access.AccessLog;
import io.ringcache.access.Operation;
import io.ringcache.audit.AuditAction;
import io.ringcache.audit.AuditTrail;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.NamespaceName;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what is asked of a backend, as it is asked: each operation in the access log, removals
 * of many entries in the audit trail too. Thread-safe, does not block.
 */
final class Chronicle {

  private final AccessLog accessLog;
  private final AuditTrail auditTrail;

  Chronicle(AccessLog accessLog, AuditTrail auditTrail) {
    this.accessLog = accessLog;
    this.auditTrail = auditTrail;
  }

  /** An operation on one key that is no read. */
  <T> CompletionStage<T> of(Operation operation, CacheKey key, Supplier<CompletionStage<T>> call) {
    return of(operation, key.namespace(), List.of(key.name()), call, result -> null);
  }

  /** An operation on many keys that is no read. */
  <T> CompletionStage<T> of(
      Operation operation,
      NamespaceName namespace,
      Collection<CacheKey> keys,
      Supplier<CompletionStage<T>> call) {
    return of(operation, namespace, names(keys), call, result -> null);
  }

  /**
   * An operation.
   *
   * @param keys as {@link AccessLog#record} wants them
   * @param hit whether that result has all that was asked for; null for what is no read
   */
  <T> CompletionStage<T> of(
      Operation operation,
      NamespaceName namespace,
      List<String> keys,
      Supplier<CompletionStage<T>> call,
      Function<T, @Nullable Boolean> hit) {
    long start = System.nanoTime();
    return call.get()
        .whenComplete(
            (result, failure) ->
                accessLog.record(
                    operation,
                    namespace,
                    keys,
                    failure == null ? hit.apply(result) : null,
                    System.nanoTime() - start));
  }

  /**
   * A read of one key that has come to its end.
   *
   * @param hit null for one that failed
   * @param startNanos when it began, by {@code System.nanoTime}
   */
  void read(CacheKey key, @Nullable Boolean hit, long startNanos) {
    accessLog.record(
        Operation.GET, key.namespace(), key.name(), hit, System.nanoTime() - startNanos);
  }

  /** The removal, done when it is in the audit trail or queued for it, as is one that failed. */
  CompletionStage<FlushResult> audited(
      AuditAction action,
      NamespaceName namespace,
      String what,
      Requester by,
      CompletionStage<FlushResult> removal) {
    return removal
        .handle(
            (result, failure) ->
                auditTrail.record(
                    by.caller().name(),
                    by.requestId(),
                    action,
                    namespace.value(),
                    what + ": " + (failure == null ? outcome(result) : "failed")))
        .thenCompose(written -> written)
        .thenCompose(written -> removal);
  }

  private static String outcome(FlushResult result) {
    String deleted = result.deleted() + " deleted";
    return result.failedNodes().isEmpty()
        ? deleted
        : deleted + ", missed by " + String.join(", ", result.failedNodes());
  }

  /** The first of them, which is all that the access log looks at. */
  static List<String> names(Collection<CacheKey> keys) {
    return keys.stream().limit(AccessLog.KEYS_LOOKED_AT).map(CacheKey::name).toList();
  }
}
