package io.ringcache.cache.ring;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is written on a node of the ring that fills it. Immutable. As text:
 *
 * <pre>
 *   ringcache 1
 *   filled 1764316800000-5be1d0c4a2f39b07 unswept 1f0c… ketama: redis-1, redis-2, redis-3
 *   next 1764320400000-09ab… 77e4… ketama: redis-1, redis-2, redis-3, redis-4
 * </pre>
 *
 * @param filled by what its entries were placed; empty where nobody knows
 * @param next what is about to fill it: meanwhile nobody serves
 */
record RingMark(Optional<Filled> filled, Optional<Next> next) {

  /**
   * A ring that fills a node.
   *
   * @param swept whether nothing is there that the ring places elsewhere
   */
  record Filled(RingChange change, RingName ring, boolean swept) {}

  /** A ring that is being adopted. */
  record Next(RingChange change, RingName ring) {}

  private static final String FIRST_LINE = "ringcache 1";
  private static final String FILLED = "filled ";
  private static final String NEXT = "next ";

  static RingMark of(RingChange change, RingName ring, boolean swept) {
    return new RingMark(Optional.of(new Filled(change, ring, swept)), Optional.empty());
  }

  /** What a text says; nothing where it is none of ours, or of a version that is not ours. */
  static RingMark parse(String text) {
    Filled filled = null;
    Next next = null;
    String[] lines = text.split("\n", -1);
    try {
      for (int i = lines[0].equals(FIRST_LINE) ? 1 : lines.length; i < lines.length; i++) {
        if (lines[i].startsWith(FILLED)) {
          filled = filled(lines[i].substring(FILLED.length()).split(" ", 3));
        } else if (lines[i].startsWith(NEXT)) {
          next = next(lines[i].substring(NEXT.length()).split(" ", 2));
        }
      }
    } catch (IllegalArgumentException e) {
      filled = null;
      next = null;
    }
    return new RingMark(Optional.ofNullable(filled), Optional.ofNullable(next));
  }

  private static Filled filled(String[] words) {
    require(words.length == 3);
    return new Filled(
        RingChange.parse(words[0]), RingName.parse(words[2]), words[1].equals("swept"));
  }

  private static Next next(String[] words) {
    require(words.length == 2);
    return new Next(RingChange.parse(words[0]), RingName.parse(words[1]));
  }

  private static void require(boolean whole) {
    if (!whole) {
      throw new IllegalArgumentException("words are missing");
    }
  }

  /** Whether that ring, and no other, fills the node. */
  boolean isOf(RingName ring) {
    return next.isEmpty() && filled.filter(now -> now.ring().equals(ring)).isPresent();
  }

  /** Whether something may be there that the ring places elsewhere. */
  boolean isUnswept() {
    return filled.filter(Filled::swept).isEmpty();
  }

  RingMark swept() {
    return new RingMark(
        filled.map(now -> new Filled(now.change(), now.ring(), true)), Optional.empty());
  }

  RingMark with(Next coming) {
    return new RingMark(filled, Optional.of(coming));
  }

  /** Whether its entries are those that were current when that ring had just been adopted. */
  boolean isFrom(@Nullable RingChange change) {
    return filled.filter(now -> now.change().equals(change)).isPresent()
        || (filled.isPresent()
            && next.filter(coming -> coming.change().equals(change)).isPresent());
  }

  /** As it is written on the node. */
  String text() {
    StringBuilder text = new StringBuilder(FIRST_LINE);
    filled.ifPresent(
        now ->
            text.append('\n')
                .append(FILLED)
                .append(now.change())
                .append(' ')
                .append(now.swept() ? "swept " : "unswept ")
                .append(now.ring()));
    next.ifPresent(
        coming ->
            text.append('\n')
                .append(NEXT)
                .append(coming.change())
                .append(' ')
                .append(coming.ring()));
    return text.toString();
  }
}
