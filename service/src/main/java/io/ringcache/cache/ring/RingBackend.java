package io.ringcache.cache.ring;

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
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.RingControl;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spreads the entries over the nodes of a ring. Thread-safe, never blocks. Has one thread, which
 * looks once a second whether a node has to catch up, and whether a quota was lowered below what
 * the nodes hold.
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

  private static final long TIDY_MILLIS = 1000;
  private static final long LOOK_MILLIS = 100;

  /** What a call that was begun in time may take, in command timeouts: a write has two commands. */
  private static final int CALL_TIMEOUTS = 2;

  private final String type;
  private final Topology topology;
  private final NamespaceDirectory namespaces;
  private final RingBatches batches;
  private final QuotaSpread quotas;
  private final RingWrites writes;
  private final Sweeps sweeps;
  private final ValueRoom values = ValueRoom.ofHeap();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(RingBackend::daemon);
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Null where nobody else fills the nodes. */
  private @Nullable RingKeeper keeper;

  /**
   * Takes over the topology's nodes: {@link #close} closes them.
   *
   * @param placementKey the bytes by which the ring places a key; called once a key and call, from
   *     the caller's thread
   * @param namespaces asked for the quota on every write
   */
  RingBackend(
      String type,
      Topology topology,
      Function<CacheKey, byte[]> placementKey,
      NamespaceDirectory namespaces) {
    this(type, topology, placementKey, namespaces, Sweeps.none());
  }

  private RingBackend(
      String type,
      Topology topology,
      Function<CacheKey, byte[]> placementKey,
      NamespaceDirectory namespaces,
      Sweeps sweeps) {
    this.type = type;
    this.topology = topology;
    this.namespaces = namespaces;
    this.sweeps = sweeps;
    this.batches = new RingBatches(topology, placementKey);
    this.quotas = new QuotaSpread(topology);
    this.writes = new RingWrites(topology, batches, quotas, namespaces, sweeps);
  }

  /**
   * A backend that also looks after nodes, quotas and the ring by itself; the other arguments are
   * the constructor's.
   *
   * @param gate the one that all of the nodes are behind
   * @param commandTimeout after which a command on a node has failed
   */
  public static RingBackend start(
      String type,
      Topology topology,
      Function<CacheKey, byte[]> placementKey,
      NamespaceDirectory namespaces,
      RingGate gate,
      Duration commandTimeout) {
    Sweeps sweeps = Sweeps.of(topology.allNodes());
    RingBackend backend = new RingBackend(type, topology, placementKey, namespaces, sweeps);
    RingWatch watch =
        new RingWatch(
            topology, gate, sweeps, backend.timer, InstantSource.system(), System::nanoTime);
    Duration unseen =
        Duration.ofMillis(RingWatch.LEASE_MILLIS + LOOK_MILLIS)
            .plus(commandTimeout.multipliedBy(CALL_TIMEOUTS));
    backend.keeper = new RingKeeper(topology, gate, watch, InstantSource.system(), unseen);
    backend.repeat(watch::look, 0, LOOK_MILLIS);
    backend.repeat(backend::tidy, TIDY_MILLIS, TIDY_MILLIS);
    return backend;
  }

  private void repeat(Runnable task, long firstMillis, long millis) {
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            () -> guarded(task), firstMillis, millis, TimeUnit.MILLISECONDS);
  }

  /** An exception would end the schedule. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("Nodes, ring and quotas could not be looked after; it is tried again", e);
    }
  }

  /** To be called each second. With a ring that does not fill the nodes nothing is changed. */
  void tidy() {
    if (keeper == null || keeper.serves()) {
      settleNodes();
      quotas.tidy(namespaces);
    }
  }

  /** A node that returns shows others what it missed, until somebody here asks it something. */
  private void settleNodes() {
    for (NodeClient node : topology.allNodes()) {
      CompletionStage<Void> unused = node.settle();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "ring-tidy");
    thread.setDaemon(true);
    return thread;
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
    return writes.put(key, entry, precondition);
  }

  @Override
  public CompletionStage<Long> increment(CacheKey key, Increment increment) {
    return writes.increment(key, increment);
  }

  @Override
  public CompletionStage<Boolean> delete(CacheKey key, Precondition precondition) {
    return owner(key).delete(key, precondition);
  }

  @Override
  public CompletionStage<BatchResult<Optional<byte[]>>> getAll(Collection<CacheKey> keys) {
    ValueRoom.Claim claim = values.claim();
    return batches
        .ask(keys, (NodeClient node, Collection<CacheKey> its) -> node.getAll(its, claim))
        .thenApply(
            result -> {
              claim.end();
              if (claim.isRefused()) {
                throw new CacheException.NodeBusy(type, "no room for so many bytes of values now");
              }
              return result;
            });
  }

  @Override
  public CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> entries) {
    return writes.putAll(entries);
  }

  @Override
  public CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> keys) {
    return batches.ask(keys, NodeClient::deleteAll);
  }

  @Override
  public CompletionStage<FlushResult> flush(NamespaceName namespace, Glob pattern) {
    return onAllNodes(
            node ->
                sweeps
                    .after(node, () -> node.flush(namespace, pattern))
                    .thenApply(n -> new FlushResult(n, List.of())),
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
            node ->
                sweeps
                    .after(node, () -> node.invalidate(namespace, tags))
                    .thenApply(n -> new FlushResult(n, List.of())),
            node -> new FlushResult(0, List.of(node.name())))
        .thenApply(RingBackend::sum);
  }

  @Override
  public CompletionStage<KeyPage> keys(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    return RingListing.list(
        topology.allNodes(),
        (node, from, most) ->
            sweeps.soonAfter(node, () -> node.keys(namespace, pattern, from, most)),
        namespace,
        cursor,
        limit);
  }

  @Override
  public CompletionStage<NamespaceStats> stats(NamespaceName namespace) {
    return onAllNodes(
            node -> sweeps.soonAfter(node, () -> node.stats(namespace)),
            node -> NamespaceStats.ZERO.asDegraded())
        .thenApply(parts -> parts.stream().reduce(NamespaceStats.ZERO, NamespaceStats::plus));
  }

  @Override
  public CompletionStage<BackendHealth> health() {
    return onAllNodes(RingBackend::healthInTime, node -> BackendHealth.Node.down(node.name()))
        .thenApply(nodes -> new BackendHealth(nodes, differenceOfRings()));
  }

  private Optional<String> differenceOfRings() {
    return keeper == null ? Optional.empty() : keeper.difference();
  }

  @Override
  public Optional<RingControl> ring() {
    return Optional.ofNullable(keeper);
  }

  /** A copy of the node's stage: the original is not ours to complete. */
  private static CompletionStage<BackendHealth.Node> healthInTime(NodeClient node) {
    BackendHealth.Node late = BackendHealth.Node.down(node.name());
    long asked = System.nanoTime();
    return node.health()
        .toCompletableFuture()
        .thenApply(said -> said.within(System.nanoTime() - asked))
        .completeOnTimeout(late, HEALTH_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public List<NodeState> nodes() {
    return topology.allNodes().stream().map(NodeClient::state).toList();
  }

  @Override
  public void onEviction(EvictionListener listener) {
    topology.allNodes().forEach(node -> node.onEviction(listener));
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    timer.shutdownNow();
    sweeps.close();
    for (NodeClient node : topology.allNodes()) {
      try {
        node.close();
      } catch (RuntimeException e) {
        log.error("Node {} could not be closed, the others are", node.name(), e);
      }
    }
  }

  private NodeClient owner(CacheKey key) {
    return batches.owner(key);
  }

  private <T> CompletableFuture<List<T>> onAllNodes(
      Function<NodeClient, CompletionStage<T>> call, Function<NodeClient, T> ifFailed) {
    return FanOut.gather(
        topology.allNodes().stream()
            .map(node -> FanOut.ask(node, call, why -> ifFailed.apply(node)))
            .toList());
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
