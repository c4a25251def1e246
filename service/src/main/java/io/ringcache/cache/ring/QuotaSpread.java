package io.ringcache.cache.ring;

import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Quota;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Divides a namespace's quota among the nodes, by what each is known to hold. Thread-safe, never
 * blocks.
 *
 * <p>A node may fill what the others leave, and under a policy that evicts at least its share of
 * the ring: with the first rule alone, a node that comes back empty would starve while the others
 * hold the whole quota. With the second the sum may go over, so whoever sees that has the nodes
 * above their share evict, and waits for them before it writes.
 */
final class QuotaSpread {

  /** Trimmed below the quota by a 200th of it, so that not every write has to trim again. */
  private static final long SLACK = 200;

  private final Topology topology;
  private final double totalWeight;
  private final Map<NamespaceName, CompletableFuture<Void>> trims = new ConcurrentHashMap<>();

  QuotaSpread(Topology topology) {
    this.topology = topology;
    this.totalWeight = topology.ring().members().stream().mapToInt(RingMember::weight).sum();
  }

  /** What of the quota a node may fill now. */
  Quota room(NodeClient node, NamespaceName namespace, Quota quota) {
    if (topology.nodes().size() == 1 || quota.isUnlimited()) {
      return quota;
    }
    long others = held(namespace) - node.lastKnownBytes(namespace);
    long left = Math.max(1, quota.maxBytes() - others);
    return quota.policy() == EvictionPolicy.NONE
        ? new Quota(left, quota.policy())
        : new Quota(Math.max(left, share(node, quota)), quota.policy());
  }

  /**
   * Makes a write of entries within their nodes' shares, once the nodes hold no more than allowed.
   */
  <T> CompletionStage<T> write(
      NamespaceName namespace, Quota quota, Supplier<CompletionStage<T>> write) {
    return neverTrims(quota) || held(namespace) <= quota.maxBytes()
        ? write.get()
        : after(trimmed(namespace, quota), write);
  }

  /**
   * Makes the write of one entry; where that is more than its node may fill, once the others leave
   * it room.
   *
   * @param size the bytes that the entry takes
   */
  <T> CompletionStage<T> write(
      NodeClient node,
      NamespaceName namespace,
      Quota quota,
      long size,
      Supplier<CompletionStage<T>> write) {
    return neverTrims(quota) || size <= room(node, namespace, quota).maxBytes()
        ? write(namespace, quota, write)
        : after(trimOthers(node, namespace, quota, size), write);
  }

  /** Whether any node may be given an entry of that size without asking the others to make room. */
  boolean fitsEverywhere(Quota quota, long size) {
    return neverTrims(quota)
        || topology.allNodes().stream().allMatch(node -> size <= share(node, quota));
  }

  private boolean neverTrims(Quota quota) {
    return topology.nodes().size() == 1 || quota.policy() == EvictionPolicy.NONE;
  }

  /** A node that can not trim now is no reason not to write: the next writer tries again. */
  private static <T> CompletionStage<T> after(
      CompletionStage<?> trim, Supplier<CompletionStage<T>> write) {
    return trim.handle((done, failure) -> true).thenCompose(done -> write.get());
  }

  private CompletionStage<?> trimOthers(
      NodeClient node, NamespaceName namespace, Quota quota, long size) {
    double others = held(namespace) - node.lastKnownBytes(namespace);
    double part = Math.max(0, quota.maxBytes() - size) / Math.max(1, others);
    return FanOut.gather(
        topology.allNodes().stream()
            .filter(other -> other != node)
            .map(
                other ->
                    trim(other, namespace, quota, (long) (part * other.lastKnownBytes(namespace))))
            .toList());
  }

  /**
   * Has the nodes evict where a quota was lowered below what they hold. To be called now and then.
   */
  void tidy(NamespaceDirectory namespaces) {
    for (NamespaceName namespace : namespaces.names()) {
      Quota quota = namespaces.quota(namespace);
      if (quota.policy() != EvictionPolicy.NONE && held(namespace) > quota.maxBytes()) {
        trimmed(namespace, quota);
      }
    }
  }

  /** One trim of a namespace at a time, which all its writers wait for. */
  private CompletionStage<Void> trimmed(NamespaceName namespace, Quota quota) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> running = trims.putIfAbsent(namespace, mine);
    if (running != null) {
      return running;
    }
    trim(namespace, quota)
        .whenComplete(
            (done, failure) -> {
              trims.remove(namespace, mine);
              mine.complete(null);
            });
    return mine;
  }

  private CompletionStage<?> trim(NamespaceName namespace, Quota quota) {
    List<NodeClient> above =
        topology.allNodes().stream()
            .filter(node -> node.lastKnownBytes(namespace) > share(node, quota))
            .toList();
    double excess = held(namespace) - quota.maxBytes() + (double) quota.maxBytes() / SLACK;
    double surplus =
        above.stream().mapToDouble(n -> n.lastKnownBytes(namespace) - share(n, quota)).sum();
    double part = Math.min(1, excess / surplus);
    return FanOut.gather(
        above.stream()
            .map(
                node -> {
                  long held = node.lastKnownBytes(namespace);
                  long to = held - (long) (part * (held - share(node, quota)));
                  return trim(node, namespace, quota, to);
                })
            .toList());
  }

  private static CompletableFuture<Boolean> trim(
      NodeClient node, NamespaceName namespace, Quota quota, long to) {
    Quota room = new Quota(Math.max(1, to), quota.policy());
    return FanOut.ask(node, n -> n.trim(namespace, room).thenApply(done -> true), why -> false);
  }

  /** What all nodes are known to hold. */
  long held(NamespaceName namespace) {
    long held = 0;
    for (NodeClient node : topology.nodes().values()) {
      held += node.lastKnownBytes(namespace);
    }
    return held;
  }

  private long share(NodeClient node, Quota quota) {
    return (long) (quota.maxBytes() * (topology.weight(node) / totalWeight));
  }
}
