package io.ringcache.cache;

import java.util.List;

/** A part of a {@link Glob}: what one code point of the key must be, or a run of any. */
sealed interface GlobToken {

  /** Whether the code point fits here. */
  boolean accepts(int codePoint);

  /**
   * Whether this, which is no run, is sure to accept the one code point that the other accepts,
   * whichever it is. Never covers a run.
   */
  default boolean covers(GlobToken other) {
    if (other == Wildcard.RUN) {
      return false;
    }
    return this == Wildcard.ONE
        || equals(other)
        || (other instanceof Literal literal && accepts(literal.codePoint()));
  }

  /** The tokens that accept anything: {@code *}, as often as need be, and {@code ?}, once. */
  enum Wildcard implements GlobToken {
    RUN,
    ONE;

    @Override
    public boolean accepts(int codePoint) {
      return true;
    }
  }

  /** A code point that stands for itself. */
  record Literal(int codePoint) implements GlobToken {
    @Override
    public boolean accepts(int candidate) {
      return candidate == codePoint;
    }
  }

  /** A class: {@code [...]}, or {@code [^...]} where negated. */
  record OneOf(boolean negated, List<Range> ranges) implements GlobToken {
    @Override
    public boolean accepts(int codePoint) {
      for (Range range : ranges) {
        if (range.contains(codePoint)) {
          return !negated;
        }
      }
      return negated;
    }
  }

  /** A part of a class. Both ends belong to it. */
  record Range(int low, int high) {

    static Range of(int oneEnd, int otherEnd) {
      return new Range(Math.min(oneEnd, otherEnd), Math.max(oneEnd, otherEnd));
    }

    boolean contains(int codePoint) {
      return low <= codePoint && codePoint <= high;
    }
  }
}
