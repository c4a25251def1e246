package io.ringcache.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a {@link TcpProxy} does to bytes under way at the moment. Thread-safe. */
final class Line {

  /**
   * One kind of line.
   *
   * @param latencyNanos what lies between a chunk's arrival here and its passing on
   * @param bytePauseNanos what lies between two bytes to the client; 0 for no such pause
   */
  record Mode(boolean stalled, long latencyNanos, long bytePauseNanos) {

    static final Mode PASSING = new Mode(false, 0, 0);
    static final Mode STALLED = new Mode(true, 0, 0);

    static Mode delaying(Duration latency) {
      return new Mode(false, latency.toNanos(), 0);
    }

    static Mode trickling(Duration pause) {
      return new Mode(false, 0, pause.toNanos());
    }
  }

  private Mode mode = Mode.PASSING;

  synchronized void set(Mode mode) {
    this.mode = mode;
    notifyAll();
  }

  synchronized boolean isTrickling() {
    return mode.bytePauseNanos() > 0;
  }

  /** Returns when what arrived at that {@link System#nanoTime} may go on. */
  synchronized void awaitPassage(long arrivedNanos) throws InterruptedException {
    while (true) {
      long leftNanos = arrivedNanos + mode.latencyNanos() - System.nanoTime();
      if (mode.stalled()) {
        wait();
      } else if (leftNanos > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
      } else {
        return;
      }
    }
  }

  /** Returns when the next byte may go, with what arrived at that time and the pause before it. */
  synchronized void awaitByte(long arrivedNanos) throws InterruptedException {
    long asked = System.nanoTime();
    long leftNanos;
    while ((leftNanos = asked + mode.bytePauseNanos() - System.nanoTime()) > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
    }
    awaitPassage(arrivedNanos);
  }
}
