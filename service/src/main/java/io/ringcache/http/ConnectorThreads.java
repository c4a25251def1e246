package io.ringcache.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.eclipse.jetty.util.thread.TryExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The server's pool as a connector uses it, but for one task: what a connection has to do after an
 * answer that went out within {@link #answer} is done by the thread that wrote it. Thread-safe.
 *
 * <p>Jetty hands that task, to look for the next request and to wait for it, to the pool whenever
 * an answer comes from another thread than the request's, and waking a thread for it costs more
 * than the rest of the answer. It does not block: what it reads meanwhile is parsed, and {@link
 * PoolHandler} sees to it that it is handled elsewhere. An answer that does not go out at once, for
 * a slow reader, is finished by Jetty's own threads, and so is that task.
 */
public final class ConnectorThreads implements ThreadPool, TryExecutor {

  private static final ThreadLocal<Turn> TURN = ThreadLocal.withInitial(Turn::new);

  /** What a thread is at. */
  private static final class Turn {
    private boolean writing;
    private boolean resuming;
    private @Nullable Runnable next;
    private @Nullable SelectorRound round;
  }

  private final ThreadPool pool;

  ConnectorThreads(ThreadPool pool) {
    this.pool = pool;
  }

  /** The thread is a selector's that has found something: it leaves its answers for the end. */
  static void begin(SelectorRound round) {
    round.begin();
    TURN.get().round = round;
  }

  /** The selector's thread has handled what it has found. */
  static void end(SelectorRound round) {
    round.end();
    TURN.get().round = null;
  }

  /**
   * Writes an answer, and has its connection wait for the next request; a selector's thread does so
   * when it has handled what else has come. Does not block, where the write does not. To be called
   * by a thread that does not handle a request, or not with anything of that request's left to do.
   */
  public static void answer(Runnable write) {
    Turn turn = TURN.get();
    if (turn.writing || turn.resuming) {
      write.run();
    } else if (turn.round != null) {
      turn.round.leave(() -> write(write));
    } else {
      write(write);
    }
  }

  private static void write(Runnable write) {
    Turn turn = TURN.get();
    turn.writing = true;
    try {
      write.run();
    } finally {
      turn.writing = false;
      @Nullable Runnable next = turn.next;
      turn.next = null; // also of a write that threw: a later answer is another connection's
      if (next != null) {
        // Not from within the write: the stack, with what Jetty has left to do on it, is gone by
        // now.
        resume(next, turn);
      }
    }
  }

  private static void resume(Runnable next, Turn turn) {
    turn.resuming = turn.round == null; // a selector's thread handles requests, as it always does
    try {
      next.run();
    } finally {
      turn.resuming = false;
    }
  }

  /**
   * Whether the thread looks for a connection's next request, and is not to handle it; a selector's
   * handles it.
   */
  static boolean isResuming() {
    return TURN.get().resuming;
  }

  @Override
  public void execute(Runnable task) {
    Turn turn = TURN.get();
    if (turn.writing && turn.next == null && task instanceof Connection) {
      turn.next = task;
    } else {
      pool.execute(task);
    }
  }

  @Override
  public boolean tryExecute(Runnable task) {
    return pool instanceof TryExecutor trying && trying.tryExecute(task);
  }

  @Override
  public void join() throws InterruptedException {
    pool.join();
  }

  @Override
  public int getThreads() {
    return pool.getThreads();
  }

  @Override
  public int getIdleThreads() {
    return pool.getIdleThreads();
  }

  @Override
  public boolean isLowOnThreads() {
    return pool.isLowOnThreads();
  }
}
