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
  private final Sweeps sweeps;

  RingWrites(
      Topology topology,
      RingBatches batches,
      QuotaSpread quotas,
      NamespaceDirectory namespaces,
      Sweeps sweeps) {
    this.topology = topology;
    this.batches = batches;
    this.quotas = quotas;
    this.namespaces = namespaces;
    this.sweeps = sweeps;
  }

  CompletionStage<PutResult> put(CacheKey key, NewEntry entry, Precondition precondition) {
    NamespaceName namespace = key.namespace();
    Quota quota = namespaces.quota(namespace);
    long size = size(key, entry);
    if (size > quota.maxBytes()) {
      return CompletableFuture.failedFuture(
          new CacheException.ValueTooLarge(
              "the namespace holds at most " + quota.maxBytes() + " bytes"));
    }
    NodeClient node = batches.owner(key);
    Supplier<CompletionStage<PutResult>> write =
        () -> node.put(key, entry, precondition, quotas.room(node, namespace, quota));
    return retried(namespace, quota, quotas.write(node, namespace, quota, size, write), write);
  }

  CompletionStage<Long> increment(CacheKey key, Increment increment) {
    NamespaceName namespace = key.namespace();
    Quota quota = namespaces.quota(namespace);
    NodeClient node = batches.owner(key);
    Supplier<CompletionStage<Long>> write =
        () -> node.increment(key, increment, quotas.room(node, namespace, quota));
    return retried(namespace, quota, quotas.write(namespace, quota, write), write);
  }

  /**
   * A refusal is decided on what the nodes hold now, not on what is remembered: the write is tried
   * once more when all of them have been asked, which also takes expired entries away. One node
   * knows all there is to know, and one that evicts does not refuse for a quota.
   */
  private <T> CompletionStage<T> retried(
      NamespaceName namespace,
      Quota quota,
      CompletionStage<T> written,
      Supplier<CompletionStage<T>> write) {
    if (topology.nodes().size() == 1
        || quota.isUnlimited()
        || quota.policy() != EvictionPolicy.NONE) {
      return written;
    }
    return written.exceptionallyCompose(
        failure ->
            FanOut.cause(failure) instanceof CacheException.StorageFull
                ? refresh(namespace)
                    .thenCompose(fresh -> write.get())
                    .exceptionallyCompose(again -> CompletableFuture.failedFuture(full(again)))
                : CompletableFuture.failedFuture(failure));
  }

  /** While a node holds what moved away from it, nobody knows whether there is room. */
  private Throwable full(Throwable failure) {
    Throwable cause = FanOut.cause(failure);
    return cause instanceof CacheException.StorageFull
        ? sweeps.firstDue().<Throwable>map(Sweeps::moving).orElse(failure)
        : failure;
  }

  /**
   * Writes at once what any node can take without asking the others, and the rest one by one: each
   * node decides by what it knows of the others, and would give the same room away as they do.
   */
  CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> entries) {
    if (entries.isEmpty()) {
      return CompletableFuture.completedFuture(new BatchResult<>(Map.of(), Map.of()));
    }
    NamespaceName namespace = entries.keySet().iterator().next().namespace();
    Quota quota = namespaces.quota(namespace);
    Map<CacheKey, NewEntry> atOnce = new LinkedHashMap<>(entries);
    Map<CacheKey, NewEntry> apart = new LinkedHashMap<>();
    if (topology.nodes().size() > 1 && !mayBeMade(namespace, quota, entries)) {
      apart.putAll(entries);
      atOnce.clear();
    } else {
      entries.forEach(
          (key, entry) -> {
            if (!quotas.fitsEverywhere(quota, size(key, entry))
                || size(key, entry) > quota.maxBytes()) {
              atOnce.remove(key);
              apart.put(key, entry);
            }
          });
    }
    if (apart.isEmpty()) {
      return putAtOnce(namespace, quota, entries);
    }
    return putAtOnce(namespace, quota, atOnce)
        .thenCompose(
            done -> putOneByOne(apart).thenApply(rest -> RingBatches.merged(List.of(done, rest))));
  }

  /** Whether nothing of it could be refused for want of room. */
  private boolean mayBeMade(NamespaceName namespace, Quota quota, Map<CacheKey, NewEntry> entries) {
    if (quota.isUnlimited() || quota.policy() != EvictionPolicy.NONE) {
      return true;
    }
    long sum = quotas.held(namespace);
    for (Map.Entry<CacheKey, NewEntry> entry : entries.entrySet()) {
      sum += size(entry.getKey(), entry.getValue());
    }
    return sum <= quota.maxBytes();
  }

  private CompletionStage<BatchResult<PutResult>> putAtOnce(
      NamespaceName namespace, Quota quota, Map<CacheKey, NewEntry> entries) {
    return quotas.write(
        namespace,
        quota,
        () ->
            batches.ask(
                entries.keySet(),
                (node, keys) ->
                    node.putAll(
                        RingBatches.only(keys, entries), quotas.room(node, namespace, quota))));
  }

  private CompletionStage<BatchResult<PutResult>> putOneByOne(Map<CacheKey, NewEntry> entries) {
    Map<CacheKey, PutResult> done = new HashMap<>();
    Map<CacheKey, CacheException> failed = new HashMap<>();
    CompletionStage<Boolean> last = CompletableFuture.completedFuture(true);
    for (Map.Entry<CacheKey, NewEntry> entry : entries.entrySet()) {
      CacheKey key = entry.getKey();
      last =
          last.thenCompose(before -> put(key, entry.getValue(), Precondition.NONE))
              .handle(
                  (result, failure) -> {
                    if (failure == null) {
                      done.put(key, result);
                    } else {
                      failed.put(key, FanOut.why(batches.owner(key), failure));
                    }
                    return true;
                  });
    }
    return last.thenApply(all -> new BatchResult<>(done, failed));
  }

  private static long size(CacheKey key, NewEntry entry) {
    return key.utf8().length + (long) entry.json().length;
  }

  /** Has every node say what it holds, expired entries and those that moved taken away first. */
  private CompletionStage<?> refresh(NamespaceName namespace) {
    return FanOut.gather(
        topology.allNodes().stream()
            .map(
                node ->
                    FanOut.ask(
                        node,
                        n -> sweeps.soonAfter(n, () -> n.stats(namespace)).thenApply(stats -> true),
                        why -> false))
            .toList());
  }
}
