package io.ringcache.cache.ring;

import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the outcomes of one call for each of many keys. The calls go out in one pipeline anyway:
 * they are queued together.
 */
public final class Batch<T> {

  private final Map<CacheKey, T> done = new HashMap<>();
  private final Map<CacheKey, CacheException> failed = new HashMap<>();
  private final AtomicInteger missing;
  private final CompletableFuture<BatchResult<T>> result = new CompletableFuture<>();

  private Batch(int size) {
    this.missing = new AtomicInteger(size);
  }

  /**
   * Calls for each key; completes when all have come to something.
   *
   * @param keys distinct
   */
  public static <T> CompletionStage<BatchResult<T>> each(
      Collection<CacheKey> keys, Function<CacheKey, CompletionStage<T>> call) {
    if (keys.isEmpty()) {
      return CompletableFuture.completedFuture(new BatchResult<>(Map.of(), Map.of()));
    }
    Batch<T> batch = new Batch<>(keys.size());
    for (CacheKey key : keys) {
      call.apply(key).whenComplete((value, failure) -> batch.add(key, value, failure));
    }
    return batch.result;
  }

  /** The outcome of a call that failed for all of these keys. */
  public static <T> BatchResult<T> allFailed(Collection<CacheKey> keys, Throwable failure) {
    CacheException why = cause(failure);
    Map<CacheKey, CacheException> failed = new HashMap<>();
    keys.forEach(key -> failed.put(key, why));
    return new BatchResult<>(Map.of(), failed);
  }

  /** The outcomes of calls on different keys, when the last of them is there. */
  public static <T> CompletionStage<BatchResult<T>> merged(
      List<CompletableFuture<BatchResult<T>>> parts) {
    return parts.size() == 1 ? parts.get(0) : FanOut.gather(parts).thenApply(RingBatches::merged);
  }

  private void add(CacheKey key, T value, @Nullable Throwable failure) {
    synchronized (this) {
      if (failure == null) {
        done.put(key, value);
      } else {
        failed.put(key, cause(failure));
      }
    }
    if (missing.decrementAndGet() == 0) {
      result.complete(new BatchResult<>(done, failed));
    }
  }

  private static CacheException cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof CacheException known
        ? known
        : new CacheException.Protocol("?", String.valueOf(cause));
  }
}
