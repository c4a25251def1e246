package io.ringcache.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Whether calls to a base URL are worth sending. Any answer is a success, whatever it says; none is
 * a failure. Thread-safe, never blocks.
 *
 * <pre>
 *           failures in a row              the pause is over, and a call comes
 *   CLOSED -------------------->   OPEN   ------------------------------------> TRYING
 *      ^                            ^                                            |  |
 *      |                            +---- failed: a pause twice as long ---------+  |
 *      +------------------------------------- an answer ----------------------------+
 * </pre>
 *
 * Pauses are chosen by chance between a half and all of their length: many clients are not to come
 * back in step.
 */
final class Breaker {

  /**
   * What a breaker goes by.
   *
   * @param failures so many in a row open it
   */
  record Limits(int failures, Duration firstPause, Duration longestPause) {}

  private static final int MOST_DOUBLINGS = 20;

  private final Limits limits;
  private final LongSupplier nanoClock;
  private final DoubleSupplier random;
  private final Consumer<BreakerState> told;

  private volatile BreakerState state = BreakerState.CLOSED;
  private volatile int failures;
  private int openings;
  private long tryAgainNanos;

  /**
   * Closed.
   *
   * @param random gives a number from 0 to below 1
   * @param told of every change
   */
  Breaker(
      Limits limits, LongSupplier nanoClock, DoubleSupplier random, Consumer<BreakerState> told) {
    this.limits = limits;
    this.nanoClock = nanoClock;
    this.random = random;
    this.told = told;
  }

  static Breaker of(Limits limits, Consumer<BreakerState> told) {
    return new Breaker(
        limits, System::nanoTime, () -> ThreadLocalRandom.current().nextDouble(), told);
  }

  BreakerState state() {
    return state;
  }

  /** Whether {@link #tryAcquire} would let a call through. */
  boolean permits() {
    if (state == BreakerState.CLOSED) {
      return true;
    }
    synchronized (this) {
      return state == BreakerState.OPEN && pauseIsOver();
    }
  }

  /** Whether a call may be sent; who was told so says what became of it. */
  boolean tryAcquire() {
    if (state == BreakerState.CLOSED) {
      return true;
    }
    synchronized (this) {
      if (state == BreakerState.OPEN && pauseIsOver()) {
        become(BreakerState.TRYING);
        return true;
      }
      return state == BreakerState.CLOSED;
    }
  }

  void succeeded() {
    if (state != BreakerState.CLOSED || failures > 0) {
      close();
    }
  }

  private synchronized void close() {
    failures = 0;
    openings = 0;
    become(BreakerState.CLOSED);
  }

  synchronized void failed() {
    failures++;
    if (state == BreakerState.TRYING
        || (state == BreakerState.CLOSED && failures >= limits.failures())) {
      tryAgainNanos = nanoClock.getAsLong() + pauseNanos();
      openings++;
      become(BreakerState.OPEN);
    }
  }

  private long pauseNanos() {
    long doubled =
        limits.firstPause().toMillis() << Math.min(openings, MOST_DOUBLINGS); // of milliseconds
    long millis = Math.min(doubled, limits.longestPause().toMillis());
    return (long) (Duration.ofMillis(millis).toNanos() * (0.5 + random.getAsDouble() / 2));
  }

  private boolean pauseIsOver() {
    return nanoClock.getAsLong() - tryAgainNanos >= 0;
  }

  private void become(BreakerState next) {
    if (state != next) {
      state = next;
      told.accept(next);
    }
  }
}
