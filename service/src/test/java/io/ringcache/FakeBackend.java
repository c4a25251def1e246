package io.ringcache;

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
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A backend that says what a test tells it to say, and keeps nothing. */
public final class FakeBackend implements CacheBackend {

  /** One node with 45 of 100 bytes used. */
  public static final BackendHealth WELL =
      new BackendHealth(List.of(new BackendHealth.Node("one", true, 45, OptionalLong.of(100))));

  private volatile CompletionStage<BackendHealth> health = CompletableFuture.completedFuture(WELL);
  private volatile CompletionStage<FlushResult> flush =
      CompletableFuture.completedFuture(new FlushResult(0, List.of()));

  public void saysOfItsHealth(CompletionStage<BackendHealth> told) {
    health = told;
  }

  public void saysOfAFlush(CompletionStage<FlushResult> told) {
    flush = told;
  }

  @Override
  public String type() {
    return "fake";
  }

  @Override
  public CompletionStage<BackendHealth> health() {
    return health;
  }

  @Override
  public CompletionStage<FlushResult> flush(NamespaceName namespace, Glob pattern) {
    return flush;
  }

  @Override
  public CompletionStage<Optional<Entry>> get(CacheKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Optional<Entry>> peek(CacheKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<PutResult> put(CacheKey key, NewEntry entry, Precondition precondition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Boolean> delete(CacheKey key, Precondition precondition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Long> increment(CacheKey key, Increment increment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Boolean> touch(CacheKey key, Ttl ttl) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Optional<EntryInfo>> inspect(CacheKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<BatchResult<Optional<byte[]>>> getAll(Collection<CacheKey> keys) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> entries) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> keys) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<FlushResult> invalidate(NamespaceName namespace, Tags tags) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<KeyPage> keys(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<NamespaceStats> stats(NamespaceName namespace) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<NodeState> nodes() {
    return List.of();
  }

  @Override
  public void onEviction(EvictionListener listener) {}

  @Override
  public void close() {}
}
