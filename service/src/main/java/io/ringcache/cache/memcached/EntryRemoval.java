package io.ringcache.cache.memcached;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Removes entries that a walk has met, each as it was met: never what came after it. Thread-safe,
 * blocks nobody.
 */
final class EntryRemoval {

  /** Each time somebody else was faster: one who writes on and on is left alone in the end. */
  private static final int ATTEMPTS = 20;

  private final MemcachedCommands commands;
  private final EntryReads reads;
  private final EntryClock clock;

  EntryRemoval(MemcachedCommands commands, EntryReads reads, EntryClock clock) {
    this.commands = commands;
    this.reads = reads;
    this.clock = clock;
  }

  /** Removes an entry if nothing of it has changed; whether it was removed. */
  CompletionStage<Boolean> unchanged(LiveEntry entry) {
    return commands.delete(entry.wireKey(), entry.cas()).thenApply(CasOutcome.DONE::equals);
  }

  /**
   * Removes an entry as long as it is one of those; whether it was removed.
   *
   * @param doomed asked where the entry has changed since
   */
  CompletionStage<Boolean> whatever(LiveEntry entry, Predicate<Envelope> doomed) {
    return attempt(entry, entry.cas(), doomed, ATTEMPTS);
  }

  private CompletionStage<Boolean> attempt(
      LiveEntry entry, long cas, Predicate<Envelope> doomed, int left) {
    return commands
        .delete(entry.wireKey(), cas)
        .thenCompose(
            outcome ->
                outcome == CasOutcome.CHANGED && left > 1
                    ? again(entry, doomed, left - 1)
                    : CompletableFuture.completedFuture(outcome == CasOutcome.DONE));
  }

  private CompletionStage<Boolean> again(LiveEntry entry, Predicate<Envelope> doomed, int left) {
    return reads
        .look(entry.key().namespace(), List.of(entry.wireKey()), List.of())
        .thenCompose(
            sight -> {
              Item now = sight.item(entry.wireKey());
              return now != null
                      && sight
                          .live(entry.key(), entry.wireKey(), clock.millis())
                          .filter(doomed)
                          .isPresent()
                  ? attempt(entry, now.cas(), doomed, left)
                  : CompletableFuture.completedFuture(false);
            });
  }
}
