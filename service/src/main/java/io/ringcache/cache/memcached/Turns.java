package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the writes of this process to one key happen one after the other. Thread-safe, never blocks.
 * Without, of n at once n - 1 would lose the race and begin anew, and so on: n²/2 attempts. Those
 * of other processes still race.
 */
final class Turns {

  /** One write. */
  private static final class Turn<T> {
    private final Supplier<CompletionStage<T>> write;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final long askedNanos = System.nanoTime();

    private Turn(Supplier<CompletionStage<T>> write) {
      this.write = write;
    }

    private CompletableFuture<T> begun() {
      try {
        return write.get().toCompletableFuture();
      } catch (RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    private void end(@Nullable T value, @Nullable Throwable failure) {
      if (failure != null) {
        result.completeExceptionally(failure);
      } else {
        result.complete(value);
      }
    }
  }

  private final String node;
  private final long patienceNanos;
  private final Map<String, Queue<Turn<?>>> waiting = new HashMap<>();

  /**
   * Turns for the keys of a node.
   *
   * @param patience how long a write waits for its turn, behind others that get their answers
   */
  Turns(String node, Duration patience) {
    this.node = node;
    this.patienceNanos = patience.toNanos();
  }

  /** Begins the write when those before it have come to an end. */
  <T> CompletionStage<T> take(String wireKey, Supplier<CompletionStage<T>> write) {
    Turn<T> turn = new Turn<>(write);
    synchronized (waiting) {
      Queue<Turn<?>> before = waiting.get(wireKey);
      if (before != null) {
        before.add(turn);
        return turn.result;
      }
      waiting.put(wireKey, new ArrayDeque<>(1));
    }
    run(wireKey, turn);
    return turn.result;
  }

  /** A loop, because turns that end as they begin would pile up on the stack. */
  private void run(String wireKey, Turn<?> first) {
    Turn<?> turn = first;
    while (turn != null && endsAtOnce(wireKey, turn)) {
      turn = next(wireKey);
    }
  }

  private <T> boolean endsAtOnce(String wireKey, Turn<T> turn) {
    if (System.nanoTime() - turn.askedNanos > patienceNanos) {
      turn.end(null, new CacheException.NodeBusy(node, "writes to the same key are queued"));
      return true;
    }
    CompletableFuture<T> begun = turn.begun();
    if (begun.isDone()) {
      CompletableFuture<T> unused =
          begun.whenComplete((value, failure) -> end(wireKey, turn, value, failure));
      return true;
    }
    CompletableFuture<T> unused =
        begun.whenComplete(
            (value, failure) -> {
              end(wireKey, turn, value, failure);
              Turn<?> next = next(wireKey);
              if (next != null) {
                run(wireKey, next);
              }
            });
    return false;
  }

  /** Those that wait behind one that the node has left without an answer fail with it. */
  private <T> void end(
      String wireKey, Turn<T> turn, @Nullable T value, @Nullable Throwable failure) {
    turn.end(value, failure);
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof CacheException.NodeTimeout
        || cause instanceof CacheException.NodeUnavailable) {
      CacheException notSent =
          new CacheException.NodeUnavailable(node, "a write before this one had no answer");
      for (Turn<?> other : allWaiting(wireKey)) {
        other.end(null, notSent);
      }
    }
  }

  private List<Turn<?>> allWaiting(String wireKey) {
    synchronized (waiting) {
      Queue<Turn<?>> queue = waiting.get(wireKey);
      List<Turn<?>> all = queue == null ? List.of() : List.copyOf(queue);
      if (queue != null) {
        queue.clear();
      }
      return all;
    }
  }

  private @Nullable Turn<?> next(String wireKey) {
    synchronized (waiting) {
      Queue<Turn<?>> queue = waiting.get(wireKey);
      Turn<?> next = queue == null ? null : queue.poll();
      if (next == null) {
        waiting.remove(wireKey);
      }
      return next;
    }
  }
}
