package io.ringcache.entry;

import io.ringcache.cache.Entry;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/** How answers say when, and how long. Thread-safe. */
final class Times {

  /** Always six digits: a client that compares the texts compares the times. */
  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  private Times() {}

  /** A time in microseconds since 1970, as ISO-8601 in UTC. */
  static String ofMicros(long micros) {
    return MICROSECONDS.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  /** A time in milliseconds since 1970, in the same form. */
  static String ofMillis(long millis) {
    return MICROSECONDS.format(Instant.ofEpochMilli(millis));
  }

  /**
   * What is left to live, as JSON: seconds, rounded up so that a live entry never shows 0, and null
   * for ever.
   *
   * @param ttlMillis see {@link Entry#ttlMillis}
   */
  static String secondsOrNull(long ttlMillis) {
    return ttlMillis == Entry.NO_TTL ? "null" : Long.toString(Math.addExact(ttlMillis, 999) / 1000);
  }
}
