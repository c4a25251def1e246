package io.ringcache.cache.memcached;

import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * Removes what a namespace has on a node of some keys or tags: whatever was stored before, each
 * entry by its version, so that each is counted once, here or by whoever else removes it.
 * Thread-safe, blocks nobody.
 *
 * <p>An entry stored meanwhile may go or stay. One that has changed since it was met goes only if
 * its value is from before.
 */
final class NamespaceSweep {

  /** Few: whoever reads meanwhile waits on the same connections. */
  private static final int UNDER_WAY = 4;

  /**
   * Entries that are removed after one walk, at some 300 bytes each while they wait: what it meets
   * beyond is left to the next. Only a gentle walk waits for removals: see {@link EntryWalk}.
   */
  static final int ENTRIES_PER_WALK = 250_000;

  private final LiveEntries entries;
  private final EntryRemoval removal;
  private final Room room;
  private final EntryClock clock;
  private final int entriesPerWalk;

  /**
   * The sweeps of a node.
   *
   * @param entriesPerWalk {@value #ENTRIES_PER_WALK}, or fewer
   */
  NamespaceSweep(
      LiveEntries entries, EntryRemoval removal, Room room, EntryClock clock, int entriesPerWalk) {
    this.entries = entries;
    this.removal = removal;
    this.room = room;
    this.clock = clock;
    this.entriesPerWalk = entriesPerWalk;
  }

  /** Removes the keys that match; how many live entries were removed. */
  CompletionStage<Long> flush(NamespaceName namespace, Glob pattern) {
    return sweep(namespace, pattern, tags -> true);
  }

  /** Removes what carries any of the tags; how many live entries were removed. */
  CompletionStage<Long> invalidate(NamespaceName namespace, Tags tags) {
    return sweep(namespace, Glob.ALL, of -> !Collections.disjoint(of.names(), tags.names()));
  }

  private CompletionStage<Long> sweep(NamespaceName namespace, Glob names, Predicate<Tags> doomed) {
    long begunMicros = clock.micros();
    Predicate<Envelope> fromBefore =
        envelope -> envelope.createdAtMicros() <= begunMicros && doomed.test(envelope.tags());
    return round(namespace, names, doomed, fromBefore, new LongAdder());
  }

  private CompletionStage<Long> round(
      NamespaceName namespace,
      Glob names,
      Predicate<Tags> doomed,
      Predicate<Envelope> fromBefore,
      LongAdder removed) {
    Round round = new Round(doomed, fromBefore, removed);
    return entries
        .walk(namespace, names, Pace.GENTLE, round)
        .thenCompose(walked -> round.work.end())
        .thenCompose(
            ended ->
                round.met > entriesPerWalk
                    ? round(namespace, names, doomed, fromBefore, removed)
                    : CompletableFuture.completedFuture(removed.sum()));
  }

  /** What one walk meets, and what becomes of it. */
  private final class Round implements EntryTaker {
    private final Predicate<Tags> doomed;
    private final Predicate<Envelope> fromBefore;
    private final LongAdder removed;
    private final BoundedWork work = new BoundedWork(UNDER_WAY);
    private long met;

    Round(Predicate<Tags> doomed, Predicate<Envelope> fromBefore, LongAdder removed) {
      this.doomed = doomed;
      this.fromBefore = fromBefore;
      this.removed = removed;
    }

    @Override
    public void take(LiveEntry entry) {
      if (doomed.test(entry.tags()) && ++met <= entriesPerWalk) {
        work.add(() -> remove(entry, fromBefore, removed));
      }
    }

    @Override
    public boolean isBehind() {
      return work.isBehind();
    }
  }

  private CompletionStage<?> remove(
      LiveEntry entry, Predicate<Envelope> fromBefore, LongAdder removed) {
    return removal
        .whatever(entry, fromBefore)
        .thenAccept(
            gone -> {
              if (gone) {
                removed.increment();
                room.removed(entry.key(), entry.bytes());
              }
            });
  }
}
