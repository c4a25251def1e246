package io.ringcache.cache.memcached;

import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps up with what other processes write, and with what expires: counts, by walks, the bytes of
 * the registered namespaces that have a quota. Not more often than once a second, and for no more
 * than a tenth of the time. Thread-safe, blocks nobody.
 */
final class Recounts {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(900);
  private static final long PAUSE_PER_WALK = 9;

  /** Namespaces that are counted in one walk: few enough to stand in a node's queue. */
  private static final int GROUP = 100;

  private final NodeRoom room;
  private final HitCounts counts;
  private final NamespaceDirectory namespaces;
  private final LongSupplier nanoTime;

  private boolean busy;
  private long nextNanos;

  /**
   * To be started by a timer.
   *
   * @param nanoTime as {@code System.nanoTime}
   */
  Recounts(NodeRoom room, HitCounts counts, NamespaceDirectory namespaces, LongSupplier nanoTime) {
    this.room = room;
    this.counts = counts;
    this.namespaces = namespaces;
    this.nanoTime = nanoTime;
    this.nextNanos = nanoTime.getAsLong();
  }

  /** Begins, unless it is too early. To be called each second. */
  synchronized void start() {
    long begunNanos = nanoTime.getAsLong();
    if (busy || begunNanos - nextNanos < 0) {
      return;
    }
    busy = true;
    room.retain(namespaces.names());
    counts.retain(namespaces.names());
    List<NamespaceName> limited = namespaces.names().stream().filter(this::isLimited).toList();
    CompletionStage<Void> unused = counted(limited, 0).thenAccept(done -> rest(begunNanos));
  }

  /** Counts group by group, from that one on; a failure costs its own group only. */
  private CompletionStage<Void> counted(List<NamespaceName> all, int from) {
    if (from >= all.size()) {
      return CompletableFuture.completedFuture(null);
    }
    int to = Math.min(all.size(), from + GROUP);
    return CompletableFuture.allOf(
            all.subList(from, to).stream()
                .map(namespace -> room.recount(namespace).toCompletableFuture())
                .toArray(CompletableFuture[]::new))
        .handle((counted, failure) -> to)
        .thenCompose(next -> counted(all, next));
  }

  private boolean isLimited(NamespaceName namespace) {
    return !namespaces.quota(namespace).isUnlimited();
  }

  private synchronized void rest(long begunNanos) {
    long now = nanoTime.getAsLong();
    nextNanos = now + Math.max(PAUSE_NANOS, (now - begunNanos) * PAUSE_PER_WALK);
    busy = false;
  }
}
