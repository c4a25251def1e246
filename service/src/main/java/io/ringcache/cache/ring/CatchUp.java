package io.ringcache.cache.ring;

import io.ringcache.cache.CacheException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from a node what it may have missed, one catch-up at a time. Thread-safe, never blocks,
 * and calls nobody while it holds its lock. Before all of that calls have to pass the ring's gate:
 * those it refuses are remembered as well, and what they name goes when it has opened again.
 *
 * <pre>
 *             note                     before                   all removed
 *  (not due) ------> due, nobody at it -------> due, running ---------------> (not due)
 *                             ^                    |   ^  | noted meanwhile:
 *                             +------ failed ------+   +--+ another round
 * </pre>
 */
final class CatchUp {

  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);

  private final NodeClient node;
  private final RingGate gate;
  private final long patienceMillis;
  private final Missed missed = new Missed();

  /** Whether a call has anything to wait for: the gate is not open, or the node is behind. */
  private volatile boolean due;

  private boolean behind;
  private boolean running;
  private long removedKeys;
  private long removedSets;

  /** What callers wait for now: true when the node may be asked, false when they waited enough. */
  private @Nullable CompletableFuture<Boolean> caughtUp;

  private CatchUp(NodeClient node, RingGate gate, Duration patience) {
    this.node = node;
    this.gate = gate;
    this.patienceMillis = patience.toMillis();
    this.due = !gate.isOpen();
  }

  static CatchUp of(NodeClient node, RingGate gate, Duration patience) {
    CatchUp catchUp = new CatchUp(node, gate, patience);
    gate.onMove(catchUp::lookAtGate);
    return catchUp;
  }

  /** Whether a call is to be made by {@link #before}. One volatile read. */
  boolean isDue() {
    return due;
  }

  /** Whether there is something that the node may have missed. */
  synchronized boolean isBehind() {
    return behind;
  }

  private synchronized void lookAtGate() {
    due = behind || !gate.isOpen();
  }

  /** From now on, and until that is removed, the node is behind. */
  void note(Removal removal) {
    boolean first;
    synchronized (this) {
      first = !behind;
      missed.note(removal);
      behind = true;
      due = true;
    }
    if (first && gate.isOpen()) {
      log.info("{} gave no answer to a write: what it may have missed is remembered", node);
    }
  }

  /** Makes a call once the gate is open and the node has caught up; fails if that does. */
  <T> CompletionStage<T> before(Supplier<CompletionStage<T>> call) {
    return gate.isOpen()
        ? afterCatchUp(call)
        : gate.passed(node.name(), patienceMillis).thenCompose(passed -> afterCatchUp(call));
  }

  /** Makes a call when everything that is noted now was removed; fails if that does. */
  <T> CompletionStage<T> afterCatchUp(Supplier<CompletionStage<T>> call) {
    CompletableFuture<Boolean> waited;
    boolean idle;
    synchronized (this) {
      if (!behind) {
        waited = CompletableFuture.completedFuture(true);
        idle = false;
      } else {
        waited = waitedFor();
        idle = !running;
        running = true;
      }
    }
    if (idle) {
      run();
    }
    return waited.thenCompose(
        mayAsk -> mayAsk ? call.get() : CompletableFuture.failedFuture(stillBehind()));
  }

  /** One for all who come within a patience: the last of them waits less. Under the lock. */
  private CompletableFuture<Boolean> waitedFor() {
    CompletableFuture<Boolean> waited = caughtUp;
    if (waited == null || waited.isDone()) {
      waited = new CompletableFuture<Boolean>();
      waited.completeOnTimeout(false, patienceMillis, TimeUnit.MILLISECONDS);
      caughtUp = waited;
    }
    return waited;
  }

  /**
   * One round. What is noted after it has begun is for the next: settled is only what was given up
   * before.
   */
  private void run() {
    Deque<Removal> todo;
    synchronized (this) {
      todo = new ArrayDeque<>(missed.take());
    }
    begun(node::settle)
        .whenComplete(
            (settled, failure) -> {
              if (failure == null) {
                removeNext(todo);
              } else {
                ended(todo, failure);
              }
            });
  }

  /** One after the other, each taken out when it is done. */
  private void removeNext(Deque<Removal> todo) {
    Removal next = todo.peek();
    if (next == null) {
      ended(todo, null);
      return;
    }
    begun(() -> next.from(node))
        .whenComplete(
            (removed, failure) -> {
              if (failure == null) {
                todo.remove();
                count(next);
                removeNext(todo);
              } else {
                ended(todo, failure);
              }
            });
  }

  private static CompletionStage<?> begun(Supplier<CompletionStage<?>> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized void count(Removal removed) {
    if (removed instanceof Removal.Keys some) {
      removedKeys += some.keys().size();
    } else {
      removedSets++;
    }
  }

  private void ended(Deque<Removal> rest, @Nullable Throwable failure) {
    CompletableFuture<Boolean> waiting = null;
    boolean again;
    synchronized (this) {
      rest.forEach(missed::note);
      behind = !missed.isEmpty();
      due = behind || !gate.isOpen();
      again = behind && failure == null;
      if (!again) {
        running = false;
        waiting = caughtUp;
        caughtUp = null;
      }
    }
    if (again) {
      run();
    } else if (failure != null) {
      fail(waiting, failure);
    } else {
      sayCaughtUp();
      if (waiting != null) {
        waiting.complete(true);
      }
    }
  }

  private void fail(@Nullable CompletableFuture<Boolean> waiting, Throwable failure) {
    if (waiting != null) {
      waiting.completeExceptionally(why(failure));
    }
  }

  /** A failure that any call may have; a reader must not be told that the storage is full. */
  private CacheException why(Throwable failure) {
    CacheException why = FanOut.why(node, failure);
    return why instanceof CacheException.NodeUnavailable
            || why instanceof CacheException.NodeTimeout
            || why instanceof CacheException.NodeBusy
            || why instanceof CacheException.Protocol
        ? why
        : new CacheException.NodeUnavailable(
            node.name(), "what it missed could not be removed, " + why.getMessage());
  }

  private CacheException stillBehind() {
    return new CacheException.NodeUnavailable(node.name(), "what it missed is still being removed");
  }

  private void sayCaughtUp() {
    long keys;
    long sets;
    synchronized (this) {
      keys = removedKeys;
      sets = removedSets;
      removedKeys = 0;
      removedSets = 0;
    }
    log.info("{} has caught up: {} keys and {} flushes and invalidations", node, keys, sets);
  }
}
