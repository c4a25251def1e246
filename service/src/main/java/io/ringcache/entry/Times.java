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
    byte[] text = new byte[length(micros)];
    put(micros, text, 0);
    return new String(text, StandardCharsets.US_ASCII);
  }

  /** The length of that text. */
  static int length(long micros) {
    return hasFourDigits(micros) ? ZEROS.length : formatted(micros).length();
  }

  /** Puts that text, in ASCII, into an array; where it ends. */
  static int put(long micros, byte[] target, int at) {
    if (!hasFourDigits(micros)) {
      byte[] text = formatted(micros).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, target, at, text.length);
      return at + text.length;
    }
    // By hand: every read has one, and a formatter takes longer than all the rest of its answer.
    long seconds = micros / MICROS_PER_SECOND;
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    System.arraycopy(ZEROS, 0, target, at, ZEROS.length);
    digits(target, at + 4, time.getYear());
    digits(target, at + 7, time.getMonthValue());
    digits(target, at + 10, time.getDayOfMonth());
    digits(target, at + 13, time.getHour());
    digits(target, at + 16, time.getMinute());
    digits(target, at + 19, time.getSecond());
    digits(target, at + 26, (int) (micros - seconds * MICROS_PER_SECOND));
    return at + ZEROS.length;
  }

  /** Whether its year has, as any that a clock shows. */
  private static boolean hasFourDigits(long micros) {
    return micros >= 0 && micros / MICROS_PER_SECOND <= LAST_OF_FOUR_DIGITS;
  }

  private static String formatted(long micros) {
    return MICROSECONDS.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
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
