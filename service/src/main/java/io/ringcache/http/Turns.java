package io.ringcache.http;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Work that takes much memory while it lasts, only so much of which is under way at a time; the
 * rest waits in the order it came. Whoever adds to it sees to it that that is not too much.
 * Thread-safe, never blocks.
 */
final class Turns {

  private record Turn(Executor executor, Runnable task) {}

  private final int most;
  private final Queue<Turn> waiting = new ArrayDeque<>();
  private int underWay;

  Turns(int most) {
    this.most = most;
  }

  /**
   * Runs the task on the executor, now or later.
   *
   * @throws RejectedExecutionException if that does not take it
   */
  void execute(Executor executor, Runnable task) {
    Turn turn = new Turn(executor, task);
    synchronized (this) {
      if (underWay == most) {
        waiting.add(turn);
        return;
      }
      underWay++;
    }
    try {
      executor.execute(() -> run(turn));
    } catch (RejectedExecutionException e) {
      next();
      throw e;
    }
  }

  private void run(Turn turn) {
    try {
      turn.task().run();
    } finally {
      next();
    }
  }

  private void next() {
    @Nullable Turn next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        underWay--;
        return;
      }
    }
    try {
      next.executor().execute(() -> run(next));
    } catch (RejectedExecutionException e) {
      run(next); // the pool has stopped: whoever has waited is not to be left without an answer
    }
  }
}
