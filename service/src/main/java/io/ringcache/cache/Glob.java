package io.ringcache.cache;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A pattern over whole keys, in the glob of Redis: the one implementation for every backend.
 * Immutable.
 *
 * <pre>
 *   *      any run of code points, the empty one included
 *   ?      one code point
 *   [abc]  one of these; [a-z] one of a range, in either order; [^a] any but these
 *   \x     x itself, inside a class too
 * </pre>
 *
 * <p>Code points, not bytes: {@code ?} matches an emoji. What is malformed is read as Redis reads
 * it, not refused: a class that is never closed ends with the pattern, {@code []} matches nothing,
 * {@code [^]} anything, and a {@code \} at the very end itself. See <a
 * href="https://redis.io/docs/latest/commands/keys/">KEYS</a>.
 */
public final class Glob {

  /** The longest pattern, in bytes of UTF-8. */
  public static final int MAX_BYTES = 512;

  /** Matches every key. */
  public static final Glob ALL = of("*");

  private final String pattern;
  private final List<GlobToken> tokens;

  private Glob(String pattern, List<GlobToken> tokens) {
    this.pattern = pattern;
    this.tokens = tokens;
  }

  /**
   * Reads a pattern.
   *
   * @throws InvalidInputException with the field {@code pattern} if it is empty, too long, or text
   *     that UTF-8 can not carry
   */
  public static Glob of(String pattern) {
    if (pattern.isEmpty()) {
      throw invalid("a pattern is not empty: * matches every key");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(pattern)) {
      throw invalid("a pattern is text that UTF-8 can carry, without half a surrogate pair");
    }
    int bytes = pattern.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw invalid("a pattern has at most " + MAX_BYTES + " bytes of UTF-8, not " + bytes);
    }
    return new Glob(pattern, new GlobParser(pattern).tokens());
  }

  /** Whether every key matches, so that none needs to be looked at. */
  public boolean matchesAll() {
    return tokens.size() == 1 && tokens.get(0) == GlobToken.Wildcard.RUN;
  }

  /**
   * Whether the whole key matches. Takes no memory, and no more than about |pattern| × |key| steps:
   * where a token does not fit, only the last run met is made longer. To go back to earlier runs,
   * which is what makes backtracking exponential, can gain nothing: the last one can reach whatever
   * they can.
   */
  public boolean matches(String key) {
    return matches(key, 0);
  }

  /** The same for a key that begins there, behind something else. */
  public boolean matches(CharSequence prefixed, int from) {
    int token = 0;
    int at = from;
    int tokenAfterRun = -1;
    int runEnd = from;
    while (at < prefixed.length()) {
      int codePoint = Character.codePointAt(prefixed, at);
      if (token < tokens.size() && tokens.get(token) == GlobToken.Wildcard.RUN) {
        token++;
        tokenAfterRun = token;
        runEnd = at;
      } else if (token < tokens.size() && tokens.get(token).accepts(codePoint)) {
        token++;
        at += Character.charCount(codePoint);
      } else if (tokenAfterRun >= 0) {
        runEnd += Character.charCount(Character.codePointAt(prefixed, runEnd));
        at = runEnd;
        token = tokenAfterRun;
      } else {
        return false;
      }
    }
    return token == tokens.size() || (token == tokens.size() - 1 && endsInRun());
  }

  private boolean endsInRun() {
    return tokens.get(tokens.size() - 1) == GlobToken.Wildcard.RUN;
  }

  /**
   * Whether every key that the other matches is sure to match this too. It errs on the safe side:
   * true is always right, and false is said of a few that lie within as well, namely where that
   * shows only when a run is taken apart ({@code ?*} within {@code *?}), or a class ({@code [ab]}
   * within {@code [a-c]}).
   *
   * <p>The same walk as {@link #matches}, with the other's tokens for the key: a run of this takes
   * in any of them, and any other token those that match no more than it does.
   */
  public boolean covers(Glob other) {
    List<GlobToken> key = other.tokens;
    int token = 0;
    int at = 0;
    int tokenAfterRun = -1;
    int runEnd = 0;
    while (at < key.size()) {
      if (token < tokens.size() && tokens.get(token) == GlobToken.Wildcard.RUN) {
        token++;
        tokenAfterRun = token;
        runEnd = at;
      } else if (token < tokens.size() && tokens.get(token).covers(key.get(at))) {
        token++;
        at++;
      } else if (tokenAfterRun >= 0) {
        runEnd++;
        at = runEnd;
        token = tokenAfterRun;
      } else {
        return false;
      }
    }
    return token == tokens.size() || (token == tokens.size() - 1 && endsInRun());
  }

  private static InvalidInputException invalid(String message) {
    return new InvalidInputException(InvalidInputException.Field.PATTERN, message);
  }

  /** The pattern as the client spells it. */
  @Override
  public String toString() {
    return pattern;
  }
}
