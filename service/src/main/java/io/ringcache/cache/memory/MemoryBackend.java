package io.ringcache.cache.memory;

import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.EntryInfo;
import io.ringcache.cache.EvictionListener;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.Increment;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps the entries on this process's heap. Thread-safe. Every call is done when it returns, but
 * for a flush or an invalidation, which the housekeeper does. Expiry is exact: an entry is gone
 * from every call, and from the numbers, when its time has come, whoever reads it or does not.
 *
 * <p>So are the eviction policies, see {@link EvictionOrder}, and the quota: no write completes
 * with the namespace above it.
 *
 * <p>An emptied namespace keeps its segment as long as it is registered, for its hits and misses;
 * of one that is not, nothing stays.
 */
final class MemoryBackend implements CacheBackend {

  static final String TYPE = "memory";

  /** The one node's name. */
  static final String NODE = "memory";

  private final InstantSource clock;
  private final NamespaceDirectory namespaces;
  private final Segments segments = new Segments();
  private final AtomicLong lastVersion = new AtomicLong();
  private final Housekeeper housekeeper;
  private volatile boolean closed = false;

  private MemoryBackend(InstantSource clock, NamespaceDirectory namespaces) {
    this.clock = clock;
    this.namespaces = namespaces;
    this.housekeeper = new Housekeeper(segments, this::micros, namespaces);
  }

  /**
   * An empty backend, its housekeeper at work.
   *
   * @param tidyUpEvery how long an expired entry that nobody asks for can stay on the heap
   * @param namespaces the registered ones at the time of the call
   */
  static MemoryBackend start(
      InstantSource clock, Duration tidyUpEvery, NamespaceDirectory namespaces) {
    MemoryBackend backend = new MemoryBackend(clock, namespaces);
    backend.housekeeper.start(tidyUpEvery);
    return backend;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public CompletionStage<Optional<Entry>> get(CacheKey key) {
    return answer(() -> getNow(key));
  }

  @Override
  public CompletionStage<Optional<Entry>> peek(CacheKey key) {
    return answer(() -> segments.with(key.namespace(), segment -> segment.peek(key, micros())));
  }

  @Override
  public CompletionStage<PutResult> put(CacheKey key, NewEntry entry, Precondition precondition) {
    return answer(() -> putNow(key, entry, precondition));
  }

  @Override
  public CompletionStage<Boolean> delete(CacheKey key, Precondition precondition) {
    return answer(() -> deleteNow(key, precondition));
  }

  @Override
  public CompletionStage<Long> increment(CacheKey key, Increment increment) {
    return answer(
        () ->
            segments.withUntilDone(
                key.namespace(),
                segment -> {
                  long now = micros();
                  Quota quota = namespaces.quota(key.namespace());
                  return segment.increment(key, increment, quota, nextVersion(now), now);
                }));
  }

  @Override
  public CompletionStage<Boolean> touch(CacheKey key, Ttl ttl) {
    return answer(
        () -> segments.with(key.namespace(), segment -> segment.touch(key, ttl, micros())));
  }

  @Override
  public CompletionStage<Optional<EntryInfo>> inspect(CacheKey key) {
    return answer(() -> segments.with(key.namespace(), segment -> segment.inspect(key, micros())));
  }

  @Override
  public CompletionStage<BatchResult<Optional<byte[]>>> getAll(Collection<CacheKey> keys) {
    return answerEach(keys, key -> getNow(key).map(Entry::json));
  }

  @Override
  public CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> entries) {
    return answerEach(
        entries.keySet(),
        key -> putNow(key, Objects.requireNonNull(entries.get(key)), Precondition.NONE));
  }

  @Override
  public CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> keys) {
    return answerEach(keys, key -> deleteNow(key, Precondition.NONE));
  }

  @Override
  public CompletionStage<FlushResult> flush(NamespaceName namespace, Glob pattern) {
    return remove(new Flush(segments, namespace, pattern, lastVersion.get(), this::micros));
  }

  @Override
  public CompletionStage<FlushResult> invalidate(NamespaceName namespace, Tags tags) {
    return remove(new Invalidation(segments, namespace, tags, lastVersion.get(), this::micros));
  }

  private CompletionStage<FlushResult> remove(Removal removal) {
    housekeeper.run(removal);
    return removal.result();
  }

  @Override
  public CompletionStage<KeyPage> keys(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    if (closed) {
      return CompletableFuture.completedFuture(new KeyPage(List.of(), Optional.empty(), true));
    }
    ListingCursor from;
    try {
      from =
          cursor
              .map(text -> ListingCursor.parse(text, namespace))
              .orElseGet(() -> ListingCursor.beginning(lastVersion.get()));
    } catch (InvalidInputException e) {
      return CompletableFuture.failedFuture(e);
    }
    return CompletableFuture.completedFuture(
        new Listing(namespace, pattern, from).page(segments, limit, micros()));
  }

  @Override
  public CompletionStage<NamespaceStats> stats(NamespaceName namespace) {
    if (closed) {
      return CompletableFuture.completedFuture(NamespaceStats.ZERO.asDegraded());
    }
    segments.removeExpired(namespace, this::micros);
    return CompletableFuture.completedFuture(
        segments.with(namespace, segment -> segment.stats(micros())));
  }

  @Override
  public CompletionStage<BackendHealth> health() {
    BackendHealth.Node node =
        closed
            ? BackendHealth.Node.down(NODE)
            : new BackendHealth.Node(
                NODE, true, segments.bytes(), OptionalLong.of(Runtime.getRuntime().maxMemory()));
    return CompletableFuture.completedFuture(new BackendHealth(List.of(node)));
  }

  @Override
  public List<NodeState> nodes() {
    return List.of();
  }

  @Override
  public void onEviction(EvictionListener listener) {
    segments.onEviction(listener);
  }

  @Override
  public void close() {
    closed = true;
    housekeeper.close();
  }

  @Override
  public String toString() {
    return TYPE;
  }

  private Optional<Entry> getNow(CacheKey key) {
    return segments.with(key.namespace(), segment -> segment.get(key, micros()));
  }

  private PutResult putNow(CacheKey key, NewEntry entry, Precondition precondition) {
    return segments.withUntilDone(
        key.namespace(),
        segment -> {
          long now = micros();
          Stored stored = Stored.of(key, entry, nextVersion(now), now);
          return segment.put(stored, precondition, namespaces.quota(key.namespace()), now);
        });
  }

  private boolean deleteNow(CacheKey key, Precondition precondition) {
    return segments.with(key.namespace(), segment -> segment.delete(key, precondition, micros()));
  }

  /** One answer, or why there is none. */
  private <T> CompletionStage<T> answer(Supplier<T> operation) {
    try {
      checkOpen();
      return CompletableFuture.completedFuture(operation.get());
    } catch (CacheException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private <T> CompletionStage<BatchResult<T>> answerEach(
      Collection<CacheKey> keys, Function<CacheKey, T> operation) {
    Map<CacheKey, T> done = new HashMap<>();
    Map<CacheKey, CacheException> failed = new HashMap<>();
    for (CacheKey key : keys) {
      try {
        checkOpen();
        done.put(key, operation.apply(key));
      } catch (CacheException e) {
        failed.put(key, e);
      }
    }
    return CompletableFuture.completedFuture(new BatchResult<>(done, failed));
  }

  private void checkOpen() {
    if (closed) {
      throw new CacheException.NodeUnavailable(NODE, "it is closed");
    }
  }

  private long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  /**
   * The time, or one more than the last version where the clock stands still or went back. One
   * sequence for all segments, so that it goes on in one that was dropped and made again.
   */
  private long nextVersion(long now) {
    return lastVersion.updateAndGet(last -> Math.max(last + 1, now));
  }
}
