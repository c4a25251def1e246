package io.ringcache.bench;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param rounds so many times each, in turns
 * @param run how long each time
 * @param warmUp how long under load before, which a JVM needs
 */
record Pace(int rounds, Duration run, Duration warmUp) {

  Pace {
    if (rounds < 1 || run.toSeconds() < 1 || warmUp.toSeconds() < 1) {
      throw new IllegalArgumentException("it takes a round, and a second each");
    }
  }

  /** As {@code -Dbench.rounds}, {@code bench.seconds} and {@code bench.warm-up} (seconds) say. */
  static Pace asked() {
    return new Pace(
        Integer.getInteger("bench.rounds", 5),
        Duration.ofSeconds(Integer.getInteger("bench.seconds", 10)),
        Duration.ofSeconds(Integer.getInteger("bench.warm-up", 30)));
  }

  /** How many keys are many: {@code -Dbench.keys}, for a quick look. */
  static int manyKeys() {
    return Integer.getInteger("bench.keys", 1_000_000);
  }

  /** For the page. */
  String describe() {
    return rounds + " rounds of " + run.toSeconds() + " s";
  }
}
