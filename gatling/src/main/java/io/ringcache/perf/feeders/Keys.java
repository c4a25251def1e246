package io.ringcache.perf.feeders;

import java.util.List;
import java.util.stream.IntStream;

/** The names of keys, by number. */
public final class Keys {

  private static final int DIGITS = 8;

  private Keys() {}

  /** {@code key_00000042} for 42: all of one length, so that all take the same room. */
  public static String name(int number) {
    String digits = Integer.toString(number);
    return "key_" + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
  }

  /** From a number, included, to another, which is not. */
  public static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(Keys::name).toList();
  }
}
