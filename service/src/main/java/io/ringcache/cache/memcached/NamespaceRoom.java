package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Quota;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The room of one namespace on one node, where one eviction is under way at a time. Thread-safe,
 * blocks nobody.
 */
final class NamespaceRoom {

  /** Smaller ones are walked through in no time, and are to be filled to the last byte. */
  private static final long BACKGROUND_FROM_BYTES = 16 << 20;

  private static final int BACKGROUND_SHARE = 32;

  /** For so long a refused write does not have the bytes counted again. */
  private static final long FRESH_MILLIS = 100;

  private final NamespaceName namespace;
  private final HeldBytes held = new HeldBytes();
  private final Map<CacheKey, Integer> writing = new HashMap<>();

  /** What the writes that wait for room want of it. */
  private long wanted;

  private @Nullable CompletableFuture<Void> running;

  /** When the bytes are to be counted again before a write is refused. */
  private long freshUntilMillis = Long.MIN_VALUE;

  NamespaceRoom(NamespaceName namespace) {
    this.namespace = namespace;
  }

  HeldBytes held() {
    return held;
  }

  NamespaceName namespace() {
    return namespace;
  }

  /** To be called before a walk that counts the bytes. */
  ByteCount beginCount(long nowMillis) {
    return ByteCount.begin(held, nowMillis);
  }

  /** The walk has come to its end. */
  void counted(ByteCount count) {
    held.found(count.bytes(), count.mark());
    synchronized (this) {
      freshUntilMillis = Math.min(count.begunMillis() + FRESH_MILLIS, count.firstExpiryMillis());
    }
  }

  /** Whether the bytes were counted just now, and nothing has expired since. */
  synchronized boolean isFreshlyCounted(long nowMillis) {
    return nowMillis < freshUntilMillis;
  }

  /** From now on, the key does not give way. */
  synchronized void begin(CacheKey key) {
    writing.merge(key, 1, Integer::sum);
  }

  synchronized void end(CacheKey key) {
    writing.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
  }

  synchronized boolean isWriting(CacheKey key) {
    return writing.containsKey(key);
  }

  /** Makes room for a write, with all that ask meanwhile. */
  CompletionStage<Void> evict(long growth, Quota room, Evictions evictions) {
    synchronized (this) {
      wanted += growth;
    }
    return alone(() -> evictions.makeRoom(this, room))
        .whenComplete(
            (made, failure) -> {
              synchronized (this) {
                wanted -= growth;
              }
            });
  }

  /**
   * Begins to make room before it is needed, where it nearly is: in a large namespace a walk takes
   * its time, and writers should not have to wait for it.
   */
  void evictInBackground(Quota room, Evictions evictions) {
    long share = room.maxBytes() / BACKGROUND_SHARE;
    if (room.policy() == EvictionPolicy.NONE
        || room.maxBytes() < BACKGROUND_FROM_BYTES
        || held.bytes() < room.maxBytes() - share) {
      return;
    }
    synchronized (this) {
      if (running != null) {
        return;
      }
    }
    CompletionStage<Void> unused =
        alone(() -> evictions.makeRoom(this, new Quota(room.maxBytes() - share, room.policy())));
  }

  /** Evicts down to that, once whatever eviction is under way has ended. */
  CompletionStage<Void> trim(Quota to, Evictions evictions) {
    CompletableFuture<Void> before;
    synchronized (this) {
      before = running;
    }
    return before == null
        ? alone(() -> evictions.trim(this, to))
        : before.handle((done, failure) -> true).thenCompose(done -> trim(to, evictions));
  }

  synchronized long wanted() {
    return wanted;
  }

  /** Begins it, unless one is under way: then its end is what is waited for. */
  private CompletionStage<Void> alone(Supplier<CompletionStage<Void>> eviction) {
    CompletableFuture<Void> mine;
    synchronized (this) {
      if (running != null) {
        return running;
      }
      mine = new CompletableFuture<>();
      running = mine;
    }
    eviction
        .get()
        .whenComplete(
            (done, failure) -> {
              synchronized (this) {
                running = null;
              }
              if (failure == null) {
                mine.complete(null);
              } else {
                mine.completeExceptionally(failure);
              }
            });
    return mine;
  }
}
