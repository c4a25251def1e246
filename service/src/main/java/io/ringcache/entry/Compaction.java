package io.ringcache.entry;

/**
 * Takes the white space between the tokens out of JSON, chunk by chunk; does not check the JSON.
 * Mutable, not thread-safe.
 *
 * <p>White space that holds two words apart, as in {@code 1 2}, stays as one space, so that what
 * was no JSON does not become some.
 */
final class Compaction {

  private enum Within {
    NONE,
    STRING,
    ESCAPE
  }

  private Within within = Within.NONE;
  private boolean afterWord;
  private boolean afterSpace;

  /** The characters taken so far. */
  private long taken;

  private int line = 1;
  private long lineStart;

  Compaction copy() {
    Compaction copy = new Compaction();
    copy.within = within;
    copy.afterWord = afterWord;
    copy.afterSpace = afterSpace;
    copy.taken = taken;
    copy.line = line;
    copy.lineStart = lineStart;
    return copy;
  }

  /**
   * Takes a chunk, until that is used up or {@code target} is filled up to {@code stop}.
   *
   * @param at where to write first; there is room for the chunk and one more
   * @return where the writing ended
   */
  int take(char[] chunk, int length, char[] target, int at, int stop) {
    int to = at;
    int i = 0;
    for (; i < length && to < stop; i++) {
      char c = chunk[i];
      if (within == Within.NONE) {
        if (isSpace(c)) {
          afterSpace = true;
          if (c == '\n') {
            line++;
            lineStart = taken + i + 1;
          }
          continue;
        }
        boolean word = isWord(c);
        if (word && afterWord && afterSpace) {
          target[to++] = ' ';
        }
        afterWord = word;
        afterSpace = false;
        if (c == '"') {
          within = Within.STRING;
        }
      } else if (within == Within.ESCAPE) {
        within = Within.STRING;
      } else if (c == '\\') {
        within = Within.ESCAPE;
      } else if (c == '"') {
        within = Within.NONE;
      }
      target[to++] = c;
    }
    taken += i;
    return to;
  }

  /** Where the last character taken stands. */
  String describe() {
    return "line " + line + ", column " + Math.max(1, taken - lineStart);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private static boolean isWord(char c) {
    return switch (c) {
      case '{', '}', '[', ']', ':', ',', '"' -> false;
      default -> true;
    };
  }
}
