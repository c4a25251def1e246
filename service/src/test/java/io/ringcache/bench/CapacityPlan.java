package io.ringcache.bench;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What so many reads and writes a second take. */
record CapacityPlan(int reads, int writes, Cost get, Cost put) {

  /** What part of its time a thread that shall answer in time may be busy. */
  static final double BUSY = 0.6;

  private static final double MICROS_PER_SECOND = 1e6;

  /** How many cores are busy with it. */
  double busy(ToDoubleFunction<Cost> part) {
    return (reads * part.applyAsDouble(get) + writes * part.applyAsDouble(put)) / MICROS_PER_SECOND;
  }

  /** How many there must be, so that none is busy for too much of its time. */
  int needed(ToDoubleFunction<Cost> part) {
    return (int) Math.ceil(busy(part) / BUSY);
  }

  /** With the arithmetic. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %,d reads/s, %,d writes/s | %s | %s | %s |%n",
        reads,
        writes,
        reckoned(Cost::service),
        reckoned(Cost::owners),
        reckoned(Cost::store));
  }

  private String reckoned(ToDoubleFunction<Cost> part) {
    return String.format(
        Locale.ROOT,
        "%,d × %.1f + %,d × %.1f µs = %.2f → %d",
        reads,
        part.applyAsDouble(get),
        writes,
        part.applyAsDouble(put),
        busy(part),
        needed(part));
  }
}
