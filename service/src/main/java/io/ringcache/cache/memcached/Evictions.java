package io.ringcache.cache.memcached;

import io.ringcache.cache.Glob;
import io.ringcache.cache.Quota;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes room on a node by its namespaces' policies: a walk counts what is there and finds the
 * entries that are to go, and those are removed, each by its version, so that none that was written
 * since is lost. Thread-safe, blocks nobody.
 */
final class Evictions {

  /** Removed together, then it is looked whether that was enough. */
  private static final int UNDER_WAY = 50;

  /** A share of the room that is made besides, so that not every write has to walk. */
  private static final int SLACK = 50;

  private final LiveEntries entries;
  private final EntryRemoval removal;
  private final HitCounts counts;
  private final ReadTable reads;
  private final EntryClock clock;

  Evictions(
      LiveEntries entries,
      EntryRemoval removal,
      HitCounts counts,
      ReadTable reads,
      EntryClock clock) {
    this.entries = entries;
    this.removal = removal;
    this.counts = counts;
    this.reads = reads;
    this.clock = clock;
  }

  /** Counts the bytes by a walk. */
  CompletionStage<Void> recount(NamespaceRoom room, Pace pace) {
    ByteCount count = room.beginCount(clock.millis());
    return entries
        .walk(room.namespace(), Glob.ALL, pace, count)
        .thenAccept(walked -> room.counted(count));
  }

  /** Counts the bytes, unless they have been counted just now. */
  CompletionStage<Void> recountUnlessFresh(NamespaceRoom room) {
    return room.isFreshlyCounted(clock.millis())
        ? CompletableFuture.completedFuture(null)
        : recount(room, Pace.URGENT);
  }

  /** Makes room for those that wait, and a little more; nothing where there is enough. */
  CompletionStage<Void> makeRoom(NamespaceRoom room, Quota quota) {
    return walk(room, quota)
        .thenCompose(
            victims -> {
              long limit = Math.max(0, quota.maxBytes() - room.wanted());
              return room.held().bytes() <= limit
                  ? CompletableFuture.completedFuture(null)
                  : remove(room, victims, limit - quota.maxBytes() / SLACK);
            });
  }

  /** Evicts until no more is held than that, walking again as long as there is something to go. */
  CompletionStage<Void> trim(NamespaceRoom room, Quota to) {
    return walk(room, to)
        .thenCompose(
            victims ->
                room.held().bytes() <= to.maxBytes() || victims.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : remove(room, victims, to.maxBytes()).thenCompose(done -> trim(room, to)));
  }

  private CompletionStage<Deque<LiveEntry>> walk(NamespaceRoom room, Quota quota) {
    Victims victims = new Victims(quota.policy(), reads, clock.millis());
    ByteCount count = room.beginCount(clock.millis());
    return entries
        .walk(
            room.namespace(),
            entry -> {
              count.take(entry);
              if (!room.isWriting(entry.key())) {
                victims.consider(entry);
              }
            })
        .thenApply(
            walked -> {
              room.counted(count);
              return new ArrayDeque<>(victims.inOrder());
            });
  }

  /** Removes victims, in order, until no more is held than that. */
  private CompletionStage<Void> remove(NamespaceRoom room, Deque<LiveEntry> victims, long limit) {
    long excess = room.held().bytes() - limit;
    List<CompletableFuture<Void>> removals = new ArrayList<>();
    while (excess > 0 && !victims.isEmpty() && removals.size() < UNDER_WAY) {
      LiveEntry victim = victims.remove();
      if (!room.isWriting(victim.key())) {
        excess -= victim.bytes();
        removals.add(remove(room, victim).toCompletableFuture());
      }
    }
    return removals.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new))
            .thenCompose(done -> remove(room, victims, limit));
  }

  private CompletionStage<Void> remove(NamespaceRoom room, LiveEntry victim) {
    return removal
        .unchanged(victim)
        .thenAccept(
            gone -> {
              if (gone) {
                room.held().free(victim.bytes());
                reads.forget(victim.key());
                counts.evicted(room.namespace());
              }
            });
  }
}
