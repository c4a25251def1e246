package io.ringcache.cache.memcached;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous steps of which only so many are under way, so that other clients of the node get
 * their turn; the rest wait, and whoever adds them sees to it that they are not too many.
 * Thread-safe. The first that fails ends it: those that wait are not begun.
 */
final class BoundedWork {

  private final int maxUnderWay;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private final Deque<Supplier<? extends CompletionStage<?>>> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean beginning;
  private boolean ended;
  private @Nullable Throwable failure;

  /** Nothing is begun yet. */
  BoundedWork(int maxUnderWay) {
    this.maxUnderWay = maxUnderWay;
  }

  /** Begins a step, now or later. Never blocks, whatever waits. */
  void add(Supplier<? extends CompletionStage<?>> step) {
    synchronized (this) {
      waiting.add(step);
    }
    begin();
  }

  /** Whether steps wait to be begun. */
  synchronized boolean isBehind() {
    return !waiting.isEmpty();
  }

  /** No more will be added: completes when the last is done, or fails as the first has. */
  CompletionStage<Void> end() {
    synchronized (this) {
      ended = true;
    }
    begin();
    return done;
  }

  /**
   * One thread begins what there is to begin. The others have said what they had to say before they
   * came here, and so has a step that is done at once: however many there are, no stack grows.
   */
  private void begin() {
    synchronized (this) {
      if (beginning) {
        return;
      }
      beginning = true;
    }
    Supplier<? extends CompletionStage<?>> step;
    while ((step = next()) != null) {
      try {
        step.get().whenComplete((result, why) -> finished(why));
      } catch (RuntimeException | Error e) {
        finished(e);
      }
    }
  }

  private void finished(@Nullable Throwable why) {
    synchronized (this) {
      underWay--;
      if (failure == null && why != null) {
        failure = why;
      }
    }
    begin();
  }

  /** What is to be begun now; null if nothing, and then whoever comes next may begin. */
  private @Nullable Supplier<? extends CompletionStage<?>> next() {
    Throwable why;
    synchronized (this) {
      why = failure;
      if (why != null) {
        waiting.clear();
      }
      if (underWay < maxUnderWay && !waiting.isEmpty()) {
        underWay++;
        return waiting.remove();
      }
      beginning = false;
      if (!ended || underWay > 0) {
        return null;
      }
    }
    if (why == null) {
      done.complete(null);
    } else {
      done.completeExceptionally(why);
    }
    return null;
  }
}
