package io.ringcache.cache.memcached;

import java.io.ByteArrayOutputStream;
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
    String[] words = line.split(" ", -1);
    if (words.length < 7) {
      throw new ReplyReader.Unexpected(line);
    }
    String fetch = value(words[4], "fetch=", line);
    if (!fetch.equals("yes") && !fetch.equals("no")) {
      throw new ReplyReader.Unexpected(line);
    }
    value(words[5], "cls=", line);
    try {
      return new DumpLine(
          unescape(value(words[0], "key=", line)),
          Long.parseLong(value(words[1], "exp=", line)),
          Long.parseLong(value(words[2], "la=", line)),
          Long.parseUnsignedLong(value(words[3], "cas=", line)),
          fetch.equals("yes"),
          Integer.parseInt(value(words[6], "size=", line)));
    } catch (NumberFormatException e) {
      throw new ReplyReader.Unexpected(line);
    }
  }

  private static String value(String word, String name, String line) {
    if (!word.startsWith(name) || word.length() == name.length()) {
      throw new ReplyReader.Unexpected(line);
    }
    return word.substring(name.length());
  }

  /** The dump writes all but letters, digits and {@code -._~} as {@code %XX}. */
  private static String unescape(String escaped) {
    if (escaped.indexOf('%') < 0) {
      return escaped;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '%') {
        // One that is cut short ends in an exception, which is a NumberFormatException too.
        out.write(
            Integer.parseInt(
                escaped, Math.min(i + 1, escaped.length()), Math.min(i + 3, escaped.length()), 16));
        i += 2;
      } else {
        out.write(c);
      }
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
