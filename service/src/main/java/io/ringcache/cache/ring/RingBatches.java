package io.ringcache.cache.ring;

import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NewEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Splits a call on many keys by their owners, asks them all at once and puts the answers together.
 * Thread-safe, never blocks.
 */
final class RingBatches {

  private final Topology topology;
  private final Function<CacheKey, byte[]> placementKey;

  /** The only node, which keeps whatever key; null where there are more. */
  private final @Nullable NodeClient only;

  RingBatches(Topology topology, Function<CacheKey, byte[]> placementKey) {
    this.topology = topology;
    this.placementKey = placementKey;
    List<NodeClient> nodes = topology.allNodes();
    this.only = nodes.size() == 1 ? nodes.get(0) : null;
  }

  /** The node that keeps the key. */
  NodeClient owner(CacheKey key) {
    return only != null ? only : topology.owner(placementKey.apply(key));
  }

  /** One call to each owner of some of the keys, all at once. */
  <T> CompletionStage<BatchResult<T>> ask(
      Collection<CacheKey> keys,
      BiFunction<NodeClient, Collection<CacheKey>, CompletionStage<BatchResult<T>>> call) {
    if (only != null) {
      return askForAll(keys, only, call);
    }
    Map<NodeClient, List<CacheKey>> byOwner = new LinkedHashMap<>();
    for (CacheKey key : keys) {
      byOwner.computeIfAbsent(owner(key), node -> new ArrayList<>()).add(key);
    }
    List<CompletableFuture<BatchResult<T>>> parts = new ArrayList<>(byOwner.size());
    byOwner.forEach((node, itsKeys) -> parts.add(askForAll(itsKeys, node, call)));
    return FanOut.gather(parts).thenApply(RingBatches::merged);
  }

  private static <T> CompletableFuture<BatchResult<T>> askForAll(
      Collection<CacheKey> keys,
      NodeClient node,
      BiFunction<NodeClient, Collection<CacheKey>, CompletionStage<BatchResult<T>>> call) {
    return FanOut.ask(node, n -> call.apply(n, keys), why -> Batch.allFailed(keys, why));
  }

  static <T> BatchResult<T> merged(List<BatchResult<T>> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Map<CacheKey, T> done = new HashMap<>();
    Map<CacheKey, CacheException> failed = new HashMap<>();
    for (BatchResult<T> part : parts) {
      done.putAll(part.done());
      failed.putAll(part.failed());
    }
    return new BatchResult<>(done, failed);
  }

  /** The entries of some of their keys; the map itself where that is all of them. */
  static Map<CacheKey, NewEntry> only(Collection<CacheKey> keys, Map<CacheKey, NewEntry> entries) {
    if (keys.size() == entries.size()) {
      return entries;
    }
    Map<CacheKey, NewEntry> some = new LinkedHashMap<>();
    keys.forEach(key -> some.put(key, Objects.requireNonNull(entries.get(key))));
    return some;
  }
}
