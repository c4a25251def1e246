package io.ringcache.cache.ring;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One event in the life of the nodes: that a ring began to fill them. The later has the higher.
 *
 * @param millis when, by the clock of whoever began it; later than any that this one knew of
 * @param id chosen by chance: no two are the same
 */
record RingChange(long millis, long id) implements Comparable<RingChange> {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9a-f]{16})");

  private static final Comparator<RingChange> ORDER =
      Comparator.comparingLong(RingChange::millis).thenComparingLong(RingChange::id);

  /**
   * Parses what {@link #toString} makes.
   *
   * @throws IllegalArgumentException if it is none of that
   */
  static RingChange parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("no change: " + text);
    }
    return new RingChange(Long.parseLong(form.group(1)), Long.parseUnsignedLong(form.group(2), 16));
  }

  @Override
  public int compareTo(RingChange other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "%d-%016x".formatted(millis, id);
  }
}
