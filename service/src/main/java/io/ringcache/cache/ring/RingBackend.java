package io.ringcache.cache.ring;

import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.PutResult;
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
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Takes over the topology's nodes: {@link #close} closes them.
   *
   * @param placementKey the bytes by which the ring places a key; called once a key and call, from
   *     the caller's thread
   */
  public RingBackend(String type, Topology topology, Function<CacheKey, byte[]> placementKey) {
    this.type = type;
    this.topology = topology;
    this.placementKey = placementKey;
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
  public CompletionStage<PutResult> put(CacheKey key, NewEntry entry) {
    return owner(key).put(key, entry);
  }

  @Override
  public CompletionStage<Boolean> delete(CacheKey key) {
    return owner(key).delete(key);
  }

  @Override
  public CompletionStage<BatchResult<Optional<Entry>>> getAll(Collection<CacheKey> keys) {
    return batch(keys, NodeClient::getAll);
  }

  @Override
  public CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> entries) {
    return batch(entries.keySet(), (node, keys) -> node.putAll(only(keys, entries)));
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
