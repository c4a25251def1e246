package io.ringcache.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * How many calls are on their way at a time: HTTP/1.1 takes a connection for each. Those that are
 * too many wait in line. Thread-safe, never blocks.
 */
final class Gate {

  private final int width;
  private final int longestLine;
  private final Executor executor;
  private final Queue<Runnable> line = new ArrayDeque<>();
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private int inside;
  private boolean closing;

  /**
   * Open.
   *
   * @param executor runs those that have waited
   */
  Gate(int width, int longestLine, Executor executor) {
    this.width = width;
    this.longestLine = longestLine;
    this.executor = executor;
  }

  /**
   * Runs it now, or when it is its turn; it then has to {@link #leave}. False: the line is full.
   */
  boolean enter(Runnable call) {
    synchronized (this) {
      if (inside >= width) {
        return line.size() < longestLine && line.offer(call);
      }
      inside++;
    }
    call.run();
    return true;
  }

  void leave() {
    Runnable next;
    synchronized (this) {
      next = line.poll();
      if (next == null) {
        inside--;
        tellIdle();
        return;
      }
    }
    executor.execute(next);
  }

  /** Completed as soon as nobody is inside any more, of which nobody comes after. */
  synchronized CompletableFuture<Void> idle() {
    closing = true;
    tellIdle();
    return idle;
  }

  private void tellIdle() {
    if (closing && inside == 0) {
      idle.complete(null);
    }
  }
}
