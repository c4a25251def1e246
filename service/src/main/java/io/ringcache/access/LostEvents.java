package io.ringcache.access;

import com.codahale.metrics.Counter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the events that do not get into the log, from any thread, and has one thread say so: once
 * a minute at most, however many they are.
 */
final class LostEvents {

  private static final Logger LOG = LoggerFactory.getLogger(LostEvents.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Counter lost;
  private final InstantSource clock;
  private long told;
  private Instant toldAt = Instant.EPOCH;

  LostEvents(Counter lost, InstantSource clock) {
    this.lost = lost;
    this.clock = clock;
  }

  /** Counts; does not block. */
  void add(long events) {
    lost.inc(events);
  }

  /** Says it, if there is something new to say and it was not said just now. */
  void tell() {
    if (!clock.instant().isBefore(toldAt.plus(PAUSE))) {
      tellNow();
    }
  }

  /** Says it, if there is something new to say. */
  void tellNow() {
    long all = lost.getCount();
    if (all > told) {
      LOG.warn(
          "{} events did not get into the access log: the database is gone or too slow, or it did"
              + " not take them",
          all - told);
      told = all;
      toldAt = clock.instant();
    }
  }
}
