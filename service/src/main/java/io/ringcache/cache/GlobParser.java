package io.ringcache.cache;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a pattern into the tokens of a {@link Glob}, malformed ones as Redis does. Used once, by
 * one thread.
 */
final class GlobParser {

  private final int[] pattern;
  private int at = 0;

  GlobParser(String pattern) {
    this.pattern = pattern.codePoints().toArray();
  }

  /** The tokens in order, never two runs in a row. */
  List<GlobToken> tokens() {
    List<GlobToken> tokens = new ArrayList<>();
    GlobToken last = null;
    while (left() > 0) {
      GlobToken token = next();
      if (token != GlobToken.Wildcard.RUN || token != last) {
        tokens.add(token);
      }
      last = token;
    }
    return List.copyOf(tokens);
  }

  private GlobToken next() {
    int codePoint = pattern[at++];
    return switch (codePoint) {
      case '*' -> GlobToken.Wildcard.RUN;
      case '?' -> GlobToken.Wildcard.ONE;
      case '[' -> restOfClass();
      case '\\' -> new GlobToken.Literal(left() > 0 ? pattern[at++] : codePoint);
      default -> new GlobToken.Literal(codePoint);
    };
  }

  /** The class after its bracket. One that is never closed ends with the pattern. */
  private GlobToken restOfClass() {
    boolean negated = left() > 0 && pattern[at] == '^';
    if (negated) {
      at++;
    }
    List<GlobToken.Range> ranges = new ArrayList<>();
    while (left() > 0 && pattern[at] != ']') {
      ranges.add(nextRange());
    }
    if (left() > 0) {
      at++; // the closing bracket
    }
    return new GlobToken.OneOf(negated, List.copyOf(ranges));
  }

  /** A range's end is taken as it comes: {@code [a-]} runs from ] to a, and is not yet closed. */
  private GlobToken.Range nextRange() {
    int first = pattern[at];
    if (first == '\\' && left() >= 2) {
      int escaped = pattern[at + 1];
      at += 2;
      return GlobToken.Range.of(escaped, escaped);
    }
    if (left() >= 3 && pattern[at + 1] == '-') {
      int last = pattern[at + 2];
      at += 3;
      return GlobToken.Range.of(first, last);
    }
    at++;
    return GlobToken.Range.of(first, first);
  }

  private int left() {
    return pattern.length - at;
  }
}
