package io.ringcache.bench;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks a backend as a service does that keeps its results there: gets a key and, on a miss, puts
 * it. With a bounded number of requests under way.
 *
 * <p>A request for a key whose first is still under way waits for that one: else it would miss what
 * is just being put, which with one request at a time, as a reference has it, does not happen.
 */
final class CacheAside {

  /** How many requests are under way at a time. */
  static final int UNDER_WAY = 128;

  private final CacheBackend backend;
  private final NewEntry entry;
  private final Semaphore slots = new Semaphore(UNDER_WAY);
  private final Map<CacheKey, CompletableFuture<@Nullable Void>> firsts = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * Begins with nothing asked.
   *
   * @param entry what a miss puts
   */
  CacheAside(CacheBackend backend, NewEntry entry) {
    this.backend = backend;
    this.entry = entry;
  }

  /**
   * Makes the requests; the part of them that hit.
   *
   * @throws IllegalStateException if one failed
   */
  double hitRate(int[] trace, IntFunction<CacheKey> key) {
    for (int i = 0; i < trace.length && failure.get() == null; i++) {
      slots.acquireUninterruptibly();
      inTurn(key.apply(trace[i]))
          .whenComplete(
              (done, thrown) -> {
                if (thrown != null) {
                  failure.compareAndSet(null, thrown);
                }
                slots.release();
              });
    }
    slots.acquireUninterruptibly(UNDER_WAY);
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new IllegalStateException("a request failed", thrown);
    }
    return hits.doubleValue() / trace.length;
  }

  private CompletionStage<?> inTurn(CacheKey key) {
    CompletableFuture<@Nullable Void> first = firsts.get(key);
    if (first != null) {
      return first.thenCompose(done -> request(key));
    }
    CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
    firsts.put(key, mine);
    return request(key)
        .whenComplete(
            (done, thrown) -> {
              firsts.remove(key);
              mine.complete(null);
            });
  }

  private CompletionStage<?> request(CacheKey key) {
    return backend
        .get(key)
        .thenCompose(
            found -> {
              if (found.isPresent()) {
                hits.increment();
                return CompletableFuture.completedFuture(null);
              }
              return backend.put(key, entry, Precondition.NONE);
            });
  }
}
