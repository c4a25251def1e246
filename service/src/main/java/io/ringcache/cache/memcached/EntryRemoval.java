package io.ringcache.cache.memcached;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Removes entries that a walk has met, each as it was met: the protocol's {@code delete} takes
 * whatever is there, so an item is replaced by one that has expired, by {@code cas}. Thread-safe.
 */
final class EntryRemoval {

  private static final byte[] NOTHING = new byte[0];

  /** Each time somebody else was faster: one who writes on and on is left alone in the end. */
  private static final int ATTEMPTS = 20;

  private final MemcachedCommands commands;
  private final EnvelopeReads reads;

  EntryRemoval(MemcachedCommands commands, LongSupplier nowMillis) {
    this.commands = commands;
    this.reads = new EnvelopeReads(commands, nowMillis);
  }

  /** Removes an entry if nothing of it has changed; whether it was removed. */
  CompletionStage<Boolean> unchanged(LiveEntry entry) {
    return replace(entry.wireKey(), entry.cas()).thenApply(CasOutcome.STORED::equals);
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
    return replace(entry.wireKey(), cas)
        .thenCompose(
            outcome ->
                outcome == CasOutcome.CHANGED && left > 1
                    ? again(entry, doomed, left - 1)
                    : CompletableFuture.completedFuture(outcome == CasOutcome.STORED));
  }

  private CompletionStage<Boolean> again(LiveEntry entry, Predicate<Envelope> doomed, int left) {
    return reads
        .live(entry.key().namespace(), List.of(entry.wireKey()))
        .thenCompose(
            found -> {
              EnvelopeReads.Found now = found.get(entry.wireKey());
              return now != null && now.envelope().isOf(entry.key()) && doomed.test(now.envelope())
                  ? attempt(entry, now.cas(), doomed, left)
                  : CompletableFuture.completedFuture(false);
            });
  }

  private CompletionStage<CasOutcome> replace(String wireKey, long cas) {
    return commands.cas(wireKey, NOTHING, NodeExpiry.PAST, cas);
  }
}
