package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Quota;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The room of a node's namespaces. Thread-safe, blocks nobody. Claims are decided by the bytes that
 * are known; a walk counts them before one is refused or made room for.
 */
final class NodeRoom implements Room {

  /** So often room is made for a write that others take; then the write goes ahead. */
  private static final int ATTEMPTS = 5;

  private final Evictions evictions;
  private final ReadTable reads;
  private final Map<NamespaceName, NamespaceRoom> rooms = new ConcurrentHashMap<>();

  NodeRoom(Evictions evictions, ReadTable reads) {
    this.evictions = evictions;
    this.reads = reads;
  }

  @Override
  public CompletionStage<Claim> claim(CacheKey key, long growth, Quota room) {
    NamespaceRoom of = room(key.namespace());
    of.begin(key);
    if (room.isUnlimited()) {
      of.held().take(growth);
      return CompletableFuture.completedFuture(claimed(of, key, growth));
    }
    return (of.held().isKnown()
            ? CompletableFuture.completedFuture(null)
            : evictions.recount(of, Pace.URGENT))
        .thenCompose(known -> attempt(of, key, growth, room, ATTEMPTS))
        .whenComplete(
            (claim, failure) -> {
              if (failure != null) {
                of.end(key);
              }
            });
  }

  private CompletionStage<Claim> attempt(
      NamespaceRoom of, CacheKey key, long growth, Quota room, int left) {
    if (of.held().claim(growth, room.maxBytes())) {
      of.evictInBackground(room, evictions);
      return CompletableFuture.completedFuture(claimed(of, key, growth));
    }
    if (room.policy() == EvictionPolicy.NONE) {
      return evictions
          .recountUnlessFresh(of)
          .thenApply(
              counted -> {
                if (!of.held().claim(growth, room.maxBytes())) {
                  throw new CacheException.StorageFull(
                      "the namespace may hold " + room.maxBytes() + " bytes on this node");
                }
                return claimed(of, key, growth);
              });
    }
    if (left == 0) {
      of.held().take(growth);
      return CompletableFuture.completedFuture(claimed(of, key, growth));
    }
    return of.evict(growth, room, evictions)
        .thenCompose(made -> attempt(of, key, growth, room, left - 1));
  }

  private Claim claimed(NamespaceRoom of, CacheKey key, long growth) {
    return stored -> {
      of.held().settle(growth, stored);
      of.end(key);
      if (stored) {
        reads.forget(key);
      }
    };
  }

  @Override
  public void removed(CacheKey key, long bytes) {
    room(key.namespace()).held().free(bytes);
    reads.forget(key);
  }

  /** Evicts until no more is held than that; with {@code NONE} at once. */
  CompletionStage<Void> trim(NamespaceName namespace, Quota to) {
    return to.policy() == EvictionPolicy.NONE
        ? CompletableFuture.completedFuture(null)
        : room(namespace).trim(to, evictions);
  }

  /** The bytes by the last walk and what came since; 0 if there was none. */
  HeldBytes held(NamespaceName namespace) {
    return room(namespace).held();
  }

  /** Counts a namespace's bytes, for nobody who waits. */
  CompletionStage<Void> recount(NamespaceName namespace) {
    return evictions.recount(room(namespace), Pace.STEADY);
  }

  /** Forgets the namespaces that are not registered any more. */
  void retain(Collection<NamespaceName> registered) {
    rooms.keySet().retainAll(registered);
  }

  /** The room of one namespace, for those who count its bytes anyway. */
  NamespaceRoom room(NamespaceName namespace) {
    return rooms.computeIfAbsent(namespace, NamespaceRoom::new);
  }
}
