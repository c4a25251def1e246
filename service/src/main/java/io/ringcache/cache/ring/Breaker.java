package io.ringcache.cache.ring;

import io.ringcache.cache.NodeState.Condition;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * What a node's connections together know of it: whether calls are worth sending, and when the next
 * attempt to connect is due. One for a node; told by its connections what becomes of them.
 * Thread-safe, never blocks.
 *
 * <pre>
 *        lost, or given up for a late answer        none can be made, or two late in a row
 *   UP -------------------------------------> SUSPECT ------------------------------> DOWN
 *    ^                                           |                                   |   ^
 *    +---------- an answer, a connection --------+------------------------+          |   | lost
 *    |                                                                    |          v   |
 *    +------------------------------------------------------------- connected <-- REJOINING
 * </pre>
 *
 * <p>SUSPECT sends calls, or lets them wait for a connection. DOWN and REJOINING fail them at once.
 * In REJOINING a connection removes what the node must not show. The attempts on a node that is
 * away are one at a time, however many connections it has, after pauses chosen by chance: many
 * processes are not to come back to it in step.
 */
public final class Breaker {

  /** Given up for a late answer with none in between: one may be the line's, or one command's. */
  static final int MOST_LATE = 2;

  static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Who waits for another's attempt is to know soon that it has succeeded. */
  static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final NodeLog log;
  private final LongSupplier nanoClock;
  private final LongUnaryOperator random;

  private volatile Condition condition = Condition.SUSPECT;
  private volatile String why = "not connected yet";
  private int connected;
  private int late;
  private int refusals;
  private long nextAttemptNanos;

  /**
   * Knows nothing of the node yet.
   *
   * @param nanoClock as {@code System.nanoTime}
   * @param random gives a number from 0 to below its argument
   */
  Breaker(NodeLog log, LongSupplier nanoClock, LongUnaryOperator random) {
    this.log = log;
    this.nanoClock = nanoClock;
    this.random = random;
  }

  /** That of a node, by the system's clock. */
  public static Breaker of(NodeLog log) {
    return new Breaker(log, System::nanoTime, bound -> ThreadLocalRandom.current().nextLong(bound));
  }

  /** Whether calls are to fail at once. One volatile read. */
  public boolean isOpen() {
    Condition now = condition;
    return now == Condition.DOWN || now == Condition.REJOINING;
  }

  public Condition condition() {
    return condition;
  }

  /** Why it is not up. */
  public String why() {
    return why;
  }

  /**
   * A connection that had worked before has brought an answer. One volatile read while it is up.
   */
  public void answered() {
    if (condition != Condition.UP) {
      hear();
    }
  }

  private synchronized void hear() {
    if (connected > 0) { // else a late word of a connection that is counted as lost
      late = 0;
      become(Condition.UP, "");
    }
  }

  /** A connection works. */
  public synchronized void connected() {
    connected++;
    late = 0;
    refusals = 0;
    become(Condition.UP, "");
  }

  /** A connection that had worked is no more. */
  public synchronized void lost(String reason) {
    connected--;
    suspect(reason);
  }

  /** A connection that had worked was given up, as an answer was late. */
  public synchronized void late(String reason) {
    connected--;
    late++;
    if (late >= MOST_LATE) {
      become(Condition.DOWN, reason);
    } else {
      suspect(reason);
    }
  }

  private void suspect(String reason) {
    if (condition == Condition.UP) {
      become(Condition.SUSPECT, reason);
    }
  }

  /** A connection could not be made. */
  public synchronized void refused(String reason) {
    long pause = FIRST_PAUSE_NANOS << Math.min(refusals, 10);
    refusals++;
    nextAttemptNanos =
        nanoClock.getAsLong() + 1 + random.applyAsLong(Math.min(pause, LONGEST_PAUSE_NANOS));
    if (connected == 0) {
      become(Condition.DOWN, reason);
    }
  }

  /** The node answers, and has something that it must not show, which is being removed. */
  public synchronized void rejoining(String reason) {
    if (connected == 0) {
      become(Condition.REJOINING, reason);
    }
  }

  /**
   * Asks for the next attempt to connect.
   *
   * @return 0 to the one who is to make it now; to others in how many nanoseconds to ask again
   */
  public synchronized long claimAttempt() {
    if (refusals == 0) {
      return 0;
    }
    long now = nanoClock.getAsLong();
    long wait = nextAttemptNanos - now;
    if (wait > 0) {
      return Math.min(wait, LOOK_AGAIN_NANOS);
    }
    nextAttemptNanos = now + LONGEST_PAUSE_NANOS; // for whoever comes while this one is at it
    return 0;
  }

  private void become(Condition next, String reason) {
    why = reason;
    if (condition != next) {
      condition = next;
      log.tell(next, reason);
    }
  }
}
