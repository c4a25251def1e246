package io.ringcache.cache.memcached;

import java.nio.charset.StandardCharsets;

/**
 * A line of {@code lru_crawler metadump}. Immutable. See <a
 * href="https://github.com/memcached/memcached/blob/1.6.18/doc/protocol.txt">protocol.txt</a>.
 *
 * @param key the wire key, unescaped from what the dump escapes
 * @param expiresAt in seconds since the epoch, -1 for never
 * @param lastAccess in seconds since the epoch
 * @param fetched whether it was read since it was stored
 * @param size of the item with its key and header, in bytes
 */
record DumpLine(String key, long expiresAt, long lastAccess, long cas, boolean fetched, int size) {

  /**
   * Reads {@code key=… exp=… la=… cas=… fetch=yes|no cls=… size=…}; what newer nodes say behind it
   * is passed over.
   *
   * @throws ReplyReader.Unexpected if it is not that
   */
  static DumpLine parse(String line) {
    Words words = new Words(line);
    try {
      String key = unescape(words.next("key="));
      long expiresAt = words.nextNumber("exp=");
      long lastAccess = words.nextNumber("la=");
      long cas = Long.parseUnsignedLong(words.next("cas="));
      boolean fetched = isYes(words.next("fetch="), line);
      words.skip("cls=");
      return new DumpLine(
          key, expiresAt, lastAccess, cas, fetched, Math.toIntExact(words.nextNumber("size=")));
    } catch (NumberFormatException | ArithmeticException e) {
      throw new ReplyReader.Unexpected(line);
    }
  }

  private static boolean isYes(String word, String line) {
    if (!word.equals("yes") && !word.equals("no")) {
      throw new ReplyReader.Unexpected(line);
    }
    return word.equals("yes");
  }

  /**
   * The words of a line from left to right: a dump has millions, so there is little made of them.
   */
  private static final class Words {
    private final String line;
    private int from;
    private int to = -1;

    Words(String line) {
      this.line = line;
    }

    /** Goes on to the next word, which has that name and is not empty. */
    void skip(String name) {
      from = to + 1;
      if (!line.startsWith(name, from)) {
        throw new ReplyReader.Unexpected(line);
      }
      from += name.length();
      int space = line.indexOf(' ', from);
      to = space < 0 ? line.length() : space;
      if (from == to) {
        throw new ReplyReader.Unexpected(line);
      }
    }

    String next(String name) {
      skip(name);
      return line.substring(from, to);
    }

    long nextNumber(String name) {
      skip(name);
      return Long.parseLong(line, from, to, 10);
    }
  }

  /** The dump writes all but letters, digits and {@code -._~} as {@code %XX}. */
  private static String unescape(String escaped) {
    if (escaped.indexOf('%') < 0) {
      return escaped;
    }
    byte[] plain = new byte[escaped.length()];
    int length = 0;
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '%') {
        plain[length++] = (byte) (16 * digit(escaped, i + 1) + digit(escaped, i + 2));
        i += 2;
      } else {
        plain[length++] = (byte) c;
      }
    }
    return new String(plain, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static int digit(String escaped, int at) {
    int digit = at < escaped.length() ? Character.digit(escaped.charAt(at), 16) : -1;
    if (digit < 0) {
      throw new ReplyReader.Unexpected("key=" + escaped);
    }
    return digit;
  }
}
