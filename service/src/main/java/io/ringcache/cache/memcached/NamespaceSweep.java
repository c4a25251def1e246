package io.ringcache.cache.memcached;

import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import java.util.Collections;
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
  private static final int UNDER_WAY = 16;

  /**
   * Many, at some 300 bytes each: until 1.6.18 at least, memcached holds the lock of some keys
   * while it waits for whoever does not read its dump. A walk that waits for removals, which may
   * wait for that lock, ends with their deadline.
   */
  private static final int WAITING = 250_000;

  private final LiveEntries entries;
  private final EntryRemoval removal;
  private final Room room;
  private final EntryClock clock;

  NamespaceSweep(LiveEntries entries, EntryRemoval removal, Room room, EntryClock clock) {
    this.entries = entries;
    this.removal = removal;
    this.room = room;
    this.clock = clock;
  }

  /** Removes the keys that match; how many live entries were removed. */
  CompletionStage<Long> flush(NamespaceName namespace, Glob pattern) {
    return sweep(namespace, entry -> pattern.matches(entry.key().name()), tags -> true);
  }

  /** Removes what carries any of the tags; how many live entries were removed. */
  CompletionStage<Long> invalidate(NamespaceName namespace, Tags tags) {
    Predicate<Tags> carriesOne = of -> !Collections.disjoint(of.names(), tags.names());
    return sweep(namespace, entry -> carriesOne.test(entry.tags()), carriesOne);
  }

  private CompletionStage<Long> sweep(
      NamespaceName namespace, Predicate<LiveEntry> doomed, Predicate<Tags> stillDoomed) {
    long begunMicros = clock.micros();
    Predicate<Envelope> fromBefore =
        envelope -> envelope.createdAtMicros() <= begunMicros && stillDoomed.test(envelope.tags());
    BoundedWork work = new BoundedWork(UNDER_WAY, WAITING);
    LongAdder removed = new LongAdder();
    return entries
        .walk(
            namespace,
            entry -> {
              if (doomed.test(entry)) {
                work.add(() -> remove(entry, fromBefore, removed));
              }
            },
            work::awaitRoom)
        .thenCompose(walked -> work.end())
        .thenApply(ended -> removed.sum());
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
