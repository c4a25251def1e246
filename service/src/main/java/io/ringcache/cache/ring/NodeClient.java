package io.ringcache.cache.ring;

import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.PutResult;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What one node of a ring does for the keys that the ring places on it: the promises of {@link
 * io.ringcache.cache.CacheBackend}, except that here any stage may fail with a {@link
 * io.ringcache.cache.CacheException}, also those of the batches: then it holds for all their keys.
 *
 * <p>A call on a node that is known to be down fails at once. Outlives the ring it serves in.
 */
public interface NodeClient extends AutoCloseable {

  /** The node's name in the ring, the configuration and every message. */
  String name();

  CompletionStage<Optional<Entry>> get(CacheKey key);

  CompletionStage<Optional<Entry>> peek(CacheKey key);

  CompletionStage<PutResult> put(CacheKey key, NewEntry entry);

  CompletionStage<Boolean> delete(CacheKey key);

  CompletionStage<BatchResult<Optional<Entry>>> getAll(Collection<CacheKey> keys);

  CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> entries);

  CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> keys);

  /** How many live entries were removed. */
  CompletionStage<Long> flush(NamespaceName namespace, Glob pattern);

  /** This node's part of the numbers. */
  CompletionStage<NamespaceStats> stats(NamespaceName namespace);

  CompletionStage<BackendHealth.Node> health();

  @Override
  void close();
}
