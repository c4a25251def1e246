package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Makes writes atomic: looks at what is there, has the write decide on it, and stores what comes of
 * it where that is still there, else all over again. Two round trips. Thread-safe, never blocks.
 *
 * <p>The generation and the epochs are looked at each time. A flush between the look and the store
 * is not seen by the store, but by whoever reads: what was stored is of the generation before, and
 * so is dead.
 */
final class WriteAttempts {

  /** Writes of this process take turns, so only those of other processes can come between. */
  private static final int MOST_ATTEMPTS = 64;

  /** What a node adds to an item's key and value, rounded up. */
  private static final int ITEM_OVERHEAD = 64;

  private final MemcachedCommands node;
  private final EntryReads reads;
  private final Stamps stamps;
  private final Room room;
  private final Turns turns;
  private final EntryClock clock;

  WriteAttempts(
      MemcachedCommands node,
      EntryReads reads,
      Stamps stamps,
      Room room,
      Turns turns,
      EntryClock clock) {
    this.node = node;
    this.reads = reads;
    this.stamps = stamps;
    this.room = room;
    this.turns = turns;
    this.clock = clock;
  }

  <T> CompletionStage<T> run(Write<T> write) {
    return turns.take(write.wireKey(), () -> attempt(write, 1));
  }

  /**
   * As the other one, for the first attempt with what was seen before.
   *
   * @param sight with all stamps that the write needs
   */
  <T> CompletionStage<T> run(Write<T> write, Sight sight) {
    return turns.take(write.wireKey(), () -> attempt(write, sight, 1));
  }

  private <T> CompletionStage<T> attempt(Write<T> write, int number) {
    return reads
        .look(write.key().namespace(), List.of(write.wireKey()), write.stamps())
        .thenCompose(sight -> stamps.completed(sight, write.stamps()))
        .thenCompose(sight -> attempt(write, sight, number));
  }

  private <T> CompletionStage<T> attempt(Write<T> write, Sight sight, int number) {
    Present found = Present.of(write.key(), write.wireKey(), sight, clock.millis());
    Plan<T> plan;
    try {
      plan = write.plan().apply(found);
    } catch (CacheException e) {
      return CompletableFuture.failedFuture(e);
    }
    return carriedOut(write, found, plan)
        .thenCompose(
            done -> {
              if (done) {
                return CompletableFuture.completedFuture(plan.answer());
              }
              return number < MOST_ATTEMPTS ? attempt(write, number + 1) : lost();
            });
  }

  private <T> CompletionStage<T> lost() {
    return CompletableFuture.failedFuture(
        new CacheException.NodeBusy(node.node(), "others keep writing to the same key"));
  }

  /** Whether it has happened; false where somebody else was first. */
  private <T> CompletionStage<Boolean> carriedOut(Write<T> write, Present found, Plan<T> plan) {
    if (plan.removes()) {
      return removed(found);
    }
    if (plan.envelope().isEmpty()) {
      return CompletableFuture.completedFuture(true);
    }
    Envelope envelope = plan.envelope().get();
    byte[] bytes = envelope.encode();
    if (isTooLarge(write.wireKey(), bytes)) {
      return CompletableFuture.failedFuture(
          new CacheException.ValueTooLarge(
              "node "
                  + node.node()
                  + " takes items of "
                  + node.itemSizeMax().orElse(0)
                  + " bytes"));
    }
    if (!write.isNewValue()) {
      return stored(found, envelope, bytes);
    }
    return room.claim(write.key(), found.bytesOf(envelope) - found.bytes(), write.room())
        .thenCompose(
            claim ->
                stored(found, envelope, bytes)
                    .whenComplete((done, failure) -> claim.settle(mayHaveChanged(done, failure))));
  }

  private boolean isTooLarge(String wireKey, byte[] bytes) {
    OptionalLong max = node.itemSizeMax();
    return max.isPresent() && wireKey.length() + bytes.length + ITEM_OVERHEAD > max.getAsLong();
  }

  private CompletionStage<Boolean> stored(Present found, Envelope envelope, byte[] bytes) {
    Item item = found.item();
    return item == null
        ? node.add(found.wireKey(), bytes, envelope.nodeExpiry())
        : node.cas(found.wireKey(), bytes, envelope.nodeExpiry(), item.cas())
            .thenApply(outcome -> outcome == CasOutcome.DONE);
  }

  /** By comparison too: a newer value stays, and of several who remove one exactly one has. */
  private CompletionStage<Boolean> removed(Present found) {
    Item item = found.item();
    if (item == null) {
      return CompletableFuture.completedFuture(true);
    }
    return node.delete(found.wireKey(), item.cas())
        .thenApply(
            outcome -> {
              if (outcome == CasOutcome.DONE) {
                room.removed(found.key(), found.bytes());
              }
              return outcome == CasOutcome.DONE;
            });
  }

  private static boolean mayHaveChanged(@Nullable Boolean done, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    boolean refused =
        cause instanceof CacheException.NodeBusy
            || cause instanceof CacheException.StorageFull
            || cause instanceof CacheException.ValueTooLarge;
    return failure == null ? Boolean.TRUE.equals(done) : !refused;
  }
}
