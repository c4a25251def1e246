package io.ringcache.cache.ring;

import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.Increment;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Writes within a namespace's quota: each node is told what of it it may fill. Thread-safe, never
 * blocks.
 */
final class RingWrites {

  private final Topology topology;
  private final RingBatches batches;
  private final QuotaSpread quotas;
  private final NamespaceDirectory namespaces;

  RingWrites(
      Topology topology, RingBatches batches, QuotaSpread quotas, NamespaceDirectory namespaces) {
    this.topology = topology;
    this.batches = batches;
    this.quotas = quotas;
    this.namespaces = namespaces;
  }

  CompletionStage<PutResult> put(CacheKey key, NewEntry entry, Precondition precondition) {
    NamespaceName namespace = key.namespace();
    Quota quota = namespaces.quota(namespace);
    if (neverFits(key, entry, quota)) {
      return CompletableFuture.failedFuture(tooLarge(quota));
    }
    NodeClient node = batches.owner(key);
    return write(
        namespace,
        quota,
        () -> node.put(key, entry, precondition, quotas.room(node, namespace, quota)));
  }

  CompletionStage<Long> increment(CacheKey key, Increment increment) {
    NamespaceName namespace = key.namespace();
    Quota quota = namespaces.quota(namespace);
    NodeClient node = batches.owner(key);
    return write(
        namespace,
        quota,
        () -> node.increment(key, increment, quotas.room(node, namespace, quota)));
  }

  /**
   * Makes a write. A refusal is decided on what the nodes hold now, not on what is remembered: it
   * is tried once more when all of them have been asked, which also takes expired entries away.
   */
  private <T> CompletionStage<T> write(
      NamespaceName namespace, Quota quota, Supplier<CompletionStage<T>> write) {
    CompletionStage<T> first = quotas.write(namespace, quota, write);
    if (isRefusalFinal(quota)) {
      return first;
    }
    return first.exceptionallyCompose(
        failure ->
            FanOut.cause(failure) instanceof CacheException.StorageFull
                ? refresh(namespace).thenCompose(fresh -> write.get())
                : CompletableFuture.failedFuture(failure));
  }

  /** One node knows all there is to know, and one that evicts does not refuse for a quota. */
  private boolean isRefusalFinal(Quota quota) {
    return topology.nodes().size() == 1
        || quota.isUnlimited()
        || quota.policy() != EvictionPolicy.NONE;
  }

  private static boolean neverFits(CacheKey key, NewEntry entry, Quota quota) {
    return key.utf8().length + (long) entry.json().length > quota.maxBytes();
  }

  private static CacheException tooLarge(Quota quota) {
    return new CacheException.ValueTooLarge(
        "the namespace holds at most " + quota.maxBytes() + " bytes");
  }

  CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> entries) {
    if (entries.isEmpty()) {
      return CompletableFuture.completedFuture(new BatchResult<>(Map.of(), Map.of()));
    }
    NamespaceName namespace = entries.keySet().iterator().next().namespace();
    Quota quota = namespaces.quota(namespace);
    Map<CacheKey, CacheException> tooLarge = new HashMap<>();
    entries.forEach(
        (key, entry) -> {
          if (neverFits(key, entry, quota)) {
            tooLarge.put(key, tooLarge(quota));
          }
        });
    if (tooLarge.isEmpty()) {
      return putFitting(namespace, quota, entries);
    }
    Map<CacheKey, NewEntry> fitting = new LinkedHashMap<>(entries);
    fitting.keySet().removeAll(tooLarge.keySet());
    return putFitting(namespace, quota, fitting)
        .thenApply(
            result -> RingBatches.merged(List.of(result, new BatchResult<>(Map.of(), tooLarge))));
  }

  /** As {@link #put}: what was refused for want of room is tried once more on fresh numbers. */
  private CompletionStage<BatchResult<PutResult>> putFitting(
      NamespaceName namespace, Quota quota, Map<CacheKey, NewEntry> entries) {
    Supplier<CompletionStage<BatchResult<PutResult>>> all =
        () -> putOnce(namespace, quota, entries);
    return quotas
        .write(namespace, quota, all)
        .thenCompose(
            result -> {
              Map<CacheKey, NewEntry> refused = new LinkedHashMap<>(entries);
              refused
                  .keySet()
                  .removeIf(
                      key -> !(result.failed().get(key) instanceof CacheException.StorageFull));
              if (refused.isEmpty() || isRefusalFinal(quota)) {
                return CompletableFuture.completedFuture(result);
              }
              Map<CacheKey, CacheException> others = new HashMap<>(result.failed());
              others.keySet().removeAll(refused.keySet());
              BatchResult<PutResult> kept = new BatchResult<>(result.done(), others);
              return refresh(namespace)
                  .thenCompose(fresh -> putOnce(namespace, quota, refused))
                  .thenApply(again -> RingBatches.merged(List.of(kept, again)));
            });
  }

  private CompletionStage<BatchResult<PutResult>> putOnce(
      NamespaceName namespace, Quota quota, Map<CacheKey, NewEntry> entries) {
    return batches.ask(
        entries.keySet(),
        (node, keys) ->
            node.putAll(RingBatches.only(keys, entries), quotas.room(node, namespace, quota)));
  }

  /** Has every node say what it holds, expired entries taken away first. */
  private CompletionStage<?> refresh(NamespaceName namespace) {
    return FanOut.gather(
        topology.allNodes().stream()
            .map(
                node ->
                    FanOut.ask(
                        node, n -> n.stats(namespace).thenApply(stats -> true), why -> false))
            .toList());
  }
}
