package io.ringcache.cache;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The arithmetic of values that are 64-bit integers in JSON. */
public final class Counter {

  /**
   * As {@code Long.toString} writes it: {@code -0} and {@code 1e2} are numbers, but no integers.
   */
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

  private Counter() {}

  /**
   * The integer that a value is.
   *
   * @throws CacheException.NotAnInteger if it is none
   */
  public static long read(byte[] json) {
    String text = json.length > 20 ? "" : new String(json, StandardCharsets.UTF_8);
    if (!INTEGER.matcher(text).matches()) {
      throw new CacheException.NotAnInteger("the value is no 64-bit integer");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException outOfRange) {
      throw new CacheException.NotAnInteger("the value is no 64-bit integer");
    }
  }

  /**
   * The sum.
   *
   * @throws CacheException.NotAnInteger if it does not fit 64 bits
   */
  public static long add(long value, long delta) {
    try {
      return Math.addExact(value, delta);
    } catch (ArithmeticException overflow) {
      throw new CacheException.NotAnInteger("the sum is no 64-bit integer");
    }
  }

  /** The value that an integer is stored as. */
  public static byte[] write(long value) {
    return Long.toString(value).getBytes(StandardCharsets.UTF_8);
  }
}
