package io.ringcache.entry;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.Precondition;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * A write under a {@link WriteCondition}, which speaks of the value's hash, on a backend, which
 * decides by the value's version: the value is read, its hash compared, and the write done only
 * where the key still has the version that was read. Thread-safe, does not block.
 *
 * <pre>
 *   peek ──▶ holds? ──no──▶ PreconditionFailed
 *    ▲         │ yes
 *    │         ▼
 *    └─lost── write where the version is still the one read ──▶ done
 * </pre>
 *
 * <p>What was lost to another writer is decided anew, since that one may have stored the same value
 * again, or another that the condition allows.
 */
final class ConditionalWrite {

  /**
   * Each one that is lost is somebody else's write that was done. After so many the client is told
   * that the condition does not hold, which was so each time. Of eight writers who all have the
   * same chance, one loses 64 times in a row once in 5,000 writes, and 256 times never. It also
   * bounds the stack of a backend that completes at once.
   */
  private static final int ATTEMPTS = 256;

  private final CacheBackend backend;
  private final Executor executor;

  /**
   * Writes to that backend.
   *
   * @param executor where large values are hashed, which would hold up a backend's own thread;
   *     bounded, may refuse
   */
  ConditionalWrite(CacheBackend backend, Executor executor) {
    this.backend = backend;
    this.executor = executor;
  }

  /**
   * Writes if the condition holds; else, and where it can not be decided for all the other writers,
   * the stage fails with {@link CacheException.PreconditionFailed}.
   *
   * @param write one attempt, as the backend does it
   */
  <T> CompletionStage<T> run(
      CacheKey key, WriteCondition condition, Function<Precondition, CompletionStage<T>> write) {
    if (condition.isNone()) {
      return write.apply(Precondition.NONE);
    }
    if (condition.isAbsence()) {
      return write.apply(Precondition.ABSENT);
    }
    return attempt(key, condition, write, ATTEMPTS);
  }

  private <T> CompletionStage<T> attempt(
      CacheKey key,
      WriteCondition condition,
      Function<Precondition, CompletionStage<T>> write,
      int left) {
    CompletionStage<Optional<Entry>> read = backend.peek(key);
    Function<Optional<Entry>, CompletionStage<T>> decide =
        present ->
            condition.holds(present)
                ? write
                    .apply(stillThe(present))
                    .exceptionallyCompose(
                        failure ->
                            isLost(failure) && left > 1
                                ? attempt(key, condition, write, left - 1)
                                : CompletableFuture.failedStage(failure))
                : CompletableFuture.failedStage(new CacheException.PreconditionFailed());
    return read.toCompletableFuture().isDone()
        ? read.thenCompose(decide)
        : read.thenComposeAsync(decide, executor);
  }

  private static Precondition stillThe(Optional<Entry> present) {
    return present
        .<Precondition>map(entry -> new Precondition.Version(entry.createdAtMicros()))
        .orElse(Precondition.ABSENT);
  }

  private static boolean isLost(Throwable failure) {
    return failure instanceof CacheException.PreconditionFailed
        || (failure instanceof CompletionException
            && failure.getCause() instanceof CacheException.PreconditionFailed);
  }
}
