package io.ringcache.metrics;

import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.EntryInfo;
import io.ringcache.cache.EvictionListener;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.Increment;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.RingControl;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A backend whose calls are counted and timed, by operation, namespace and outcome. Thread-safe,
 * does not block.
 *
 * <p>A call is counted before whatever is chained to its stage runs: who has an answer finds it in
 * the metrics. One that is answered at once costs no allocation, any other what {@code
 * whenComplete} takes and the closure.
 */
final class Metered implements CacheBackend {

  private final CacheBackend backend;
  private final Meters meters;

  private Metered(CacheBackend backend, Meters meters) {
    this.backend = backend;
    this.meters = meters;
  }

  /** Takes the backend over, and its evictions too. */
  static Metered of(CacheBackend backend, Meters meters) {
    backend.onEviction((namespace, entries) -> meters.of(namespace).evicted(entries));
    return new Metered(backend, meters);
  }

  @Override
  public String type() {
    return backend.type();
  }

  /** Written out, as the call that there are the most of. */
  @Override
  public CompletionStage<Optional<Entry>> get(CacheKey key) {
    CallMeter meter = meters.of(key.namespace()).of(Call.GET);
    long start = System.nanoTime();
    CompletionStage<Optional<Entry>> call;
    try {
      call = backend.get(key);
    } catch (RuntimeException e) {
      meter.ended(Outcome.ofFailure(e), start);
      throw e;
    }
    if (isAnswered(call)) {
      meter.ended(Outcome.ofRead(call.toCompletableFuture().join()), start);
      return call;
    }
    return call.whenComplete(
        (found, failure) ->
            meter.ended(
                failure == null ? Outcome.ofRead(found) : Outcome.ofFailure(failure), start));
  }

  @Override
  public CompletionStage<Optional<Entry>> peek(CacheKey key) {
    return metered(Call.PEEK, key.namespace(), Outcome::ofLook, () -> backend.peek(key));
  }

  @Override
  public CompletionStage<PutResult> put(CacheKey key, NewEntry entry, Precondition precondition) {
    return metered(
        Call.PUT,
        key.namespace(),
        stored -> Outcome.OK,
        () -> backend.put(key, entry, precondition));
  }

  @Override
  public CompletionStage<Boolean> delete(CacheKey key, Precondition precondition) {
    return metered(
        Call.DELETE, key.namespace(), Outcome::ofChange, () -> backend.delete(key, precondition));
  }

  @Override
  public CompletionStage<Long> increment(CacheKey key, Increment increment) {
    return metered(
        Call.INCR, key.namespace(), sum -> Outcome.OK, () -> backend.increment(key, increment));
  }

  @Override
  public CompletionStage<Boolean> touch(CacheKey key, Ttl ttl) {
    return metered(Call.TOUCH, key.namespace(), Outcome::ofChange, () -> backend.touch(key, ttl));
  }

  @Override
  public CompletionStage<Optional<EntryInfo>> inspect(CacheKey key) {
    return metered(Call.INSPECT, key.namespace(), Outcome::ofLook, () -> backend.inspect(key));
  }

  @Override
  public CompletionStage<BatchResult<Optional<byte[]>>> getAll(Collection<CacheKey> keys) {
    return meteredBatch(
        Call.MGET,
        keys,
        result -> {
          countReads(result);
          return Outcome.ofBatch(result);
        },
        () -> backend.getAll(keys));
  }

  /** All of one namespace, as a batch is. */
  private void countReads(BatchResult<Optional<byte[]>> result) {
    if (result.done().isEmpty()) {
      return;
    }
    long hits = 0;
    for (Optional<byte[]> value : result.done().values()) {
      if (value.isPresent()) {
        hits++;
      }
    }
    NamespaceName namespace = result.done().keySet().iterator().next().namespace();
    meters.of(namespace).mget(hits, result.done().size() - hits);
  }

  @Override
  public CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> entries) {
    return meteredBatch(
        Call.MSET, entries.keySet(), Outcome::ofBatch, () -> backend.putAll(entries));
  }

  @Override
  public CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> keys) {
    return meteredBatch(Call.MDELETE, keys, Outcome::ofBatch, () -> backend.deleteAll(keys));
  }

  @Override
  public CompletionStage<FlushResult> flush(NamespaceName namespace, Glob pattern) {
    return metered(
        Call.FLUSH, namespace, Outcome::ofFlush, () -> backend.flush(namespace, pattern));
  }

  @Override
  public CompletionStage<FlushResult> invalidate(NamespaceName namespace, Tags tags) {
    return metered(
        Call.INVALIDATE, namespace, Outcome::ofFlush, () -> backend.invalidate(namespace, tags));
  }

  @Override
  public CompletionStage<KeyPage> keys(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    return metered(
        Call.LIST,
        namespace,
        page -> page.degraded() ? Outcome.PARTIAL : Outcome.OK,
        () -> backend.keys(namespace, pattern, cursor, limit));
  }

  @Override
  public CompletionStage<NamespaceStats> stats(NamespaceName namespace) {
    return metered(
        Call.STATS,
        namespace,
        stats -> stats.degraded() ? Outcome.PARTIAL : Outcome.OK,
        () -> backend.stats(namespace));
  }

  /** Not counted: nobody's request, but the load balancer's. */
  @Override
  public CompletionStage<BackendHealth> health() {
    return backend.health();
  }

  @Override
  public Optional<RingControl> ring() {
    return backend.ring();
  }

  @Override
  public List<NodeState> nodes() {
    return backend.nodes();
  }

  @Override
  public void onEviction(EvictionListener listener) {
    backend.onEviction(
        (namespace, entries) -> {
          meters.of(namespace).evicted(entries);
          listener.evicted(namespace, entries);
        });
  }

  @Override
  public void close() {
    backend.close();
  }

  /** A batch of no keys has no namespace, and asks nobody anything. */
  private <T> CompletionStage<BatchResult<T>> meteredBatch(
      Call call,
      Collection<CacheKey> keys,
      Function<BatchResult<T>, Outcome> outcome,
      Supplier<CompletionStage<BatchResult<T>>> made) {
    return keys.isEmpty()
        ? made.get()
        : metered(call, keys.iterator().next().namespace(), outcome, made);
  }

  private <T> CompletionStage<T> metered(
      Call call,
      NamespaceName namespace,
      Function<T, Outcome> outcome,
      Supplier<CompletionStage<T>> made) {
    CallMeter meter = meters.of(namespace).of(call);
    long start = System.nanoTime();
    CompletionStage<T> stage;
    try {
      stage = made.get();
    } catch (RuntimeException e) {
      meter.ended(Outcome.ofFailure(e), start);
      throw e;
    }
    if (isAnswered(stage)) {
      meter.ended(outcome.apply(stage.toCompletableFuture().join()), start);
      return stage;
    }
    return stage.whenComplete(
        (result, failure) ->
            meter.ended(
                failure == null ? outcome.apply(result) : Outcome.ofFailure(failure), start));
  }

  /** Whether the stage has completed with a value already; no for one of a kind of its own. */
  private static boolean isAnswered(CompletionStage<?> stage) {
    return stage.getClass() == CompletableFuture.class
        && stage.toCompletableFuture().isDone()
        && !stage.toCompletableFuture().isCompletedExceptionally();
  }

  @Override
  public String toString() {
    return "Metered{" + backend + "}";
  }
}
