package io.ringcache.entry;

import io.ringcache.cache.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/** How answers say when, and how long. Thread-safe. */
final class Times {

  /** Always six digits: a client that compares the texts compares the times. */
  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  private static final byte[] ZEROS =
      "0000-00-00T00:00:00.000000Z".getBytes(StandardCharsets.US_ASCII);

  private static final long MICROS_PER_SECOND = 1_000_000;

  private static final long LAST_OF_FOUR_DIGITS =
      Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private Times() {}

  /** A time in microseconds since 1970, as ISO-8601 in UTC. */
  static String ofMicros(long micros) {
    return new String(asciiOfMicros(micros), StandardCharsets.US_ASCII);
  }

  /** The same, in ASCII. */
  static byte[] asciiOfMicros(long micros) {
    long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
    if (seconds < 0 || seconds > LAST_OF_FOUR_DIGITS) {
      return MICROSECONDS
          .format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
          .getBytes(StandardCharsets.US_ASCII);
    }
    // By hand: every read has one, and a formatter takes longer than all the rest of its answer.
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    byte[] text = ZEROS.clone();
    digits(text, 4, time.getYear());
    digits(text, 7, time.getMonthValue());
    digits(text, 10, time.getDayOfMonth());
    digits(text, 13, time.getHour());
    digits(text, 16, time.getMinute());
    digits(text, 19, time.getSecond());
    digits(text, 26, (int) (micros - seconds * MICROS_PER_SECOND));
    return text;
  }

  /** Writes a number over the zeros that end before {@code end}. */
  private static void digits(byte[] text, int end, int number) {
    int at = end;
    for (int rest = number; rest > 0; rest /= 10) {
      text[--at] = (byte) ('0' + rest % 10);
    }
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
