package io.ringcache.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Times to live as the service takes them. */
final class Ttls {

  private static final long MOST_SECONDS = 315_360_000;

  private Ttls() {}

  /**
   * Whole seconds, rounded up.
   *
   * @throws IllegalArgumentException if it is not positive, or more than ten years
   */
  static long seconds(Duration ttl) {
    long seconds = ttl.getSeconds() + (ttl.getNano() > 0 ? 1 : 0);
    if (ttl.isZero() || ttl.isNegative() || seconds > MOST_SECONDS) {
      throw new IllegalArgumentException("a ttl is more than 0 and at most ten years: " + ttl);
    }
    return seconds;
  }

  /** That of one entry of many: shortened by up to that share of it, by chance. */
  static Optional<Duration> jittered(Optional<Duration> ttl, double share) {
    if (share == 0) {
      return ttl;
    }
    double kept = 1 - share * ThreadLocalRandom.current().nextDouble();
    return ttl.map(whole -> Duration.ofSeconds(Math.max(1, Math.round(seconds(whole) * kept))));
  }
}
