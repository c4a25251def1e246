package io.ringcache.bench.load;

import java.util.Random;

/**
 * When requests are due that many independent clients send: at random, so many a second on average
 * (a Poisson process). Not thread-safe.
 */
final class Arrivals {

  private final Random random = new Random(1);
  private final double meanGapNanos;
  private double nanos;

  Arrivals(double perSecond) {
    this.meanGapNanos = 1e9 / perSecond;
  }

  /** When the next is due, in nanoseconds from the start. */
  long next() {
    nanos += -Math.log(1 - random.nextDouble()) * meanGapNanos;
    return (long) nanos;
  }
}
