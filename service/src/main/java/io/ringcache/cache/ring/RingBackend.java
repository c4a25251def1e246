package io.ringcache.cache.ring;

import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.EntryInfo;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.Increment;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spreads the entries over the nodes of a ring. Thread-safe, never blocks, has no threads of its
 * own.
 *
 * <p>A call on one key is the owner node's own stage, handed through: node clients keep the
 * contract themselves. A call on many is split by owner, sent to all owners at once and put
 * together when the last has answered. A node that fails costs its own keys and nobody else's: no
 * call walks on to another node.
 */
public final class RingBackend implements CacheBackend {

  private static final Logger log = LoggerFactory.getLogger(RingBackend.class);

  /** When a node is too late with its health; the rest of the second is for whoever asks. */
  static final long HEALTH_MILLIS = 900;

  private final String type;
  private final Topology topology;
  private final Function<CacheKey, byte[]> placementKey;
  private final NamespaceDirectory namespaces;
  private final QuotaSpread quotas;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Takes over the topology's nodes: {@link #close} closes them.
   *
   * @param placementKey the bytes by which the ring places a key; called once a key and call, from
   *     the caller's thread
   * @param namespaces asked for the quota on every write
   */
  public RingBackend(
      String type,
      Topology topology,
      Function<CacheKey, byte[]> placementKey,
      NamespaceDirectory namespaces) {
    this.type = type;
    this.topology = topology;
    this.placementKey = placementKey;
    this.namespaces = namespaces;
    this.quotas = new QuotaSpread(topology);
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public CompletionStage<Optional<Entry>> get(CacheKey key) {
    return owner(key).get(key);
  }

  @Override
  public CompletionStage<Optional<Entry>> peek(CacheKey key) {
    return owner(key).peek(key);
  }

  @Override
  public CompletionStage<PutResult> put(CacheKey key, NewEntry entry, Precondition precondition) {
    NamespaceName namespace = key.namespace();
    Quota quota = namespaces.quota(namespace);
    if (neverFits(key, entry, quota)) {
      return CompletableFuture.failedFuture(tooLarge(quota));
    }
    NodeClient node = owner(key);
    return write(
        namespace,
        quota,
        () -> node.put(key, entry, precondition, quotas.room(node, namespace, quota)));
  }

  @Override
  public CompletionStage<Long> increment(CacheKey key, Increment increment) {
    NamespaceName namespace = key.namespace();
    Quota quota = namespaces.quota(namespace);
    NodeClient node = owner(key);
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
                ? stats(namespace).thenCompose(fresh -> write.get())
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

  @Override
  public CompletionStage<Boolean> delete(CacheKey key, Precondition precondition) {
    return owner(key).delete(key, precondition);
  }

  @Override
  public CompletionStage<BatchResult<Optional<Entry>>> getAll(Collection<CacheKey> keys) {
    return batch(keys, NodeClient::getAll);
  }

  @Override
  public CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> entries) {
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
        .thenApply(result -> merged(List.of(result, new BatchResult<>(Map.of(), tooLarge))));
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
              return stats(namespace)
                  .thenCompose(fresh -> putOnce(namespace, quota, refused))
                  .thenApply(again -> merged(List.of(kept, again)));
            });
  }

  private CompletionStage<BatchResult<PutResult>> putOnce(
      NamespaceName namespace, Quota quota, Map<CacheKey, NewEntry> entries) {
    return batch(
        entries.keySet(),
        (node, keys) -> node.putAll(only(keys, entries), quotas.room(node, namespace, quota)));
  }

  @Override
  public CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> keys) {
    return batch(keys, NodeClient::deleteAll);
  }

  @Override
  public CompletionStage<FlushResult> flush(NamespaceName namespace, Glob pattern) {
    return onAllNodes(
            node -> node.flush(namespace, pattern).thenApply(n -> new FlushResult(n, List.of())),
            node -> new FlushResult(0, List.of(node.name())))
        .thenApply(RingBackend::sum);
  }

  @Override
  public CompletionStage<Boolean> touch(CacheKey key, Ttl ttl) {
    return owner(key).touch(key, ttl);
  }

  @Override
  public CompletionStage<Optional<EntryInfo>> inspect(CacheKey key) {
    return owner(key).inspect(key);
  }

  @Override
  public CompletionStage<FlushResult> invalidate(NamespaceName namespace, Tags tags) {
    return onAllNodes(
            node -> node.invalidate(namespace, tags).thenApply(n -> new FlushResult(n, List.of())),
            node -> new FlushResult(0, List.of(node.name())))
        .thenApply(RingBackend::sum);
  }

  @Override
  public CompletionStage<KeyPage> keys(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    return RingListing.list(topology.allNodes(), namespace, pattern, cursor, limit);
  }

  @Override
  public CompletionStage<NamespaceStats> stats(NamespaceName namespace) {
    return onAllNodes(node -> node.stats(namespace), node -> NamespaceStats.ZERO.asDegraded())
        .thenApply(parts -> parts.stream().reduce(NamespaceStats.ZERO, NamespaceStats::plus));
  }

  @Override
  public CompletionStage<BackendHealth> health() {
    return onAllNodes(RingBackend::healthInTime, node -> BackendHealth.Node.down(node.name()))
        .thenApply(BackendHealth::new);
  }

  /** A copy of the node's stage: the original is not ours to complete. */
  private static CompletionStage<BackendHealth.Node> healthInTime(NodeClient node) {
    BackendHealth.Node late = BackendHealth.Node.down(node.name());
    return node.health()
        .toCompletableFuture()
        .copy()
        .completeOnTimeout(late, HEALTH_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    for (NodeClient node : topology.allNodes()) {
      try {
        node.close();
      } catch (RuntimeException e) {
        log.error("Node {} could not be closed, the others are", node.name(), e);
      }
    }
  }

  private NodeClient owner(CacheKey key) {
    return topology.owner(placementKey.apply(key));
  }

  private <T> CompletableFuture<List<T>> onAllNodes(
      Function<NodeClient, CompletionStage<T>> call, Function<NodeClient, T> ifFailed) {
    return FanOut.gather(
        topology.allNodes().stream()
            .map(node -> FanOut.ask(node, call, why -> ifFailed.apply(node)))
            .toList());
  }

  /** One call to each owner of some of the keys, all at once. */
  private <T> CompletionStage<BatchResult<T>> batch(
      Collection<CacheKey> keys,
      BiFunction<NodeClient, Collection<CacheKey>, CompletionStage<BatchResult<T>>> call) {
    if (topology.nodes().size() == 1) {
      return askForAll(keys, topology.allNodes().get(0), call);
    }
    Map<NodeClient, List<CacheKey>> byOwner = new LinkedHashMap<>();
    for (CacheKey key : keys) {
      byOwner.computeIfAbsent(owner(key), node -> new ArrayList<>()).add(key);
    }
    List<CompletableFuture<BatchResult<T>>> parts = new ArrayList<>(byOwner.size());
    byOwner.forEach((node, itsKeys) -> parts.add(askForAll(itsKeys, node, call)));
    return FanOut.gather(parts).thenApply(RingBackend::merged);
  }

  private static <T> CompletableFuture<BatchResult<T>> askForAll(
      Collection<CacheKey> keys,
      NodeClient node,
      BiFunction<NodeClient, Collection<CacheKey>, CompletionStage<BatchResult<T>>> call) {
    return FanOut.ask(node, n -> call.apply(n, keys), why -> allFailed(keys, why));
  }

  private static <T> BatchResult<T> allFailed(Collection<CacheKey> keys, CacheException why) {
    Map<CacheKey, CacheException> failed = new HashMap<>();
    keys.forEach(key -> failed.put(key, why));
    return new BatchResult<>(Map.of(), failed);
  }

  private static <T> BatchResult<T> merged(List<BatchResult<T>> parts) {
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
  private static Map<CacheKey, NewEntry> only(
      Collection<CacheKey> keys, Map<CacheKey, NewEntry> entries) {
    if (keys.size() == entries.size()) {
      return entries;
    }
    Map<CacheKey, NewEntry> some = new LinkedHashMap<>();
    keys.forEach(key -> some.put(key, Objects.requireNonNull(entries.get(key))));
    return some;
  }

  private static FlushResult sum(List<FlushResult> parts) {
    return new FlushResult(
        parts.stream().mapToLong(FlushResult::deleted).sum(),
        parts.stream().flatMap(part -> part.failedNodes().stream()).toList());
  }

  /** The stack of decorators down to here: {@code Ring{redis x3}}. */
  @Override
  public String toString() {
    return "Ring{" + type + " x" + topology.nodes().size() + "}";
  }
}
