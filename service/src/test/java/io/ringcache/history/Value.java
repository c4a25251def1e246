package io.ringcache.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The JSON of a value that is stored once only: its number, and as much more as its number says, so
 * that one that was cut short or mixed with another is told from it.
 */
final class Value {

  private static final int SMALL_BYTES = 16;

  /** More than a socket takes at once: such a write may be on its way in part. */
  private static final int LARGE_BYTES = 200_000;

  private static final int MEDIUM_BYTES = 8_000;

  private Value() {}

  static byte[] json(long number) {
    return ('"' + Long.toString(number) + " " + "x".repeat(padding(number)) + '"')
        .getBytes(US_ASCII);
  }

  /**
   * The number of the value that these bytes are.
   *
   * @throws IllegalStateException if they are none
   */
  static long number(byte[] json) {
    String text = new String(json, US_ASCII);
    int space = text.indexOf(' ');
    if (space > 1 && text.charAt(0) == '"') {
      long number = Long.parseLong(text.substring(1, space));
      if (text.length() == space + 2 + padding(number)) {
        return number;
      }
    }
    throw new IllegalStateException(
        json.length + " bytes that nobody stored: " + text.substring(0, Math.min(40, space + 20)));
  }

  private static int padding(long number) {
    if (number % 400 == 0) {
      return LARGE_BYTES;
    }
    return number % 20 == 0 ? MEDIUM_BYTES : SMALL_BYTES;
  }
}
