package io.ringcache.cache.ring;

import java.util.regex.Pattern;

/**
 * A place on the ring. Immutable; an instance is always valid.
 *
 * <p>The name, not the address, decides which keys the member gets: a machine may be replaced or
 * moved under its name without moving a key.
 *
 * @param name 1 to 255 visible ASCII characters, so that it is hashed, sorted and logged the same
 *     way everywhere
 * @param weight how many times the keys of a member of weight 1 it gets: 1 to {@value #MAX_WEIGHT}
 */
public record RingMember(String name, int weight) {

  /** Weights are relative; this one still keeps a ring at 160,000 points a member. */
  public static final int MAX_WEIGHT = 1000;

  private static final Pattern VALID_NAME = Pattern.compile("[!-~]{1,255}");

  public RingMember {
    if (!VALID_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a ring member's name is 1 to 255 visible ASCII characters");
    }
    if (weight < 1 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException(
          "the weight of ring member " + name + " is 1 to " + MAX_WEIGHT + ", not " + weight);
    }
  }

  /** A member of weight 1. */
  public static RingMember of(String name) {
    return new RingMember(name, 1);
  }

  /**
   * The member that is spelt so by {@link #toString}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static RingMember parse(String text) {
    int weight = text.lastIndexOf('*');
    return weight < 0
        ? of(text)
        : new RingMember(text.substring(0, weight), Integer.parseInt(text.substring(weight + 1)));
  }

  /** {@code name}, or {@code name*weight} where it is not 1: as the configuration spells it. */
  @Override
  public String toString() {
    return weight == 1 ? name : name + "*" + weight;
  }
}
