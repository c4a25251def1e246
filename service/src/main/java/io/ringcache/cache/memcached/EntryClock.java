package io.ringcache.cache.memcached;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The service's clock, which decides here: a node's shows seconds only, and only to itself. The
 * processes on one backend need clocks that agree about as well as their clients want a ttl to be
 * kept.
 */
record EntryClock(InstantSource source) {

  /** Since 1970. */
  long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, source.instant());
  }

  /** Since 1970. */
  long millis() {
    return source.millis();
  }

  /** A version above another: the time, or just more where the clock stands still or went back. */
  long versionAfter(long replaced) {
    return Math.max(micros(), replaced + 1);
  }
}
