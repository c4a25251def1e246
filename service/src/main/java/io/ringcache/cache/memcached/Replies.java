package io.ringcache.cache.memcached;

import io.ringcache.cache.memcached.ReplyReader.Unexpected;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The replies that are lines. Strict, where xmemcached's own commands go by a line's first letter:
 * a reply that is not exactly one of those expected means that the connection is out of step, and
 * the next one might be somebody else's.
 *
 * @see <a
 *     href="https://github.com/memcached/memcached/blob/1.6.18/doc/protocol.txt">protocol.txt</a>
 */
final class Replies {

  static final ReplyReader<Boolean> STORED = oneOf(Map.of("STORED", true, "NOT_STORED", false));
  static final ReplyReader<Boolean> DELETED = oneOf(Map.of("DELETED", true, "NOT_FOUND", false));
  static final ReplyReader<CasOutcome> CAS =
      oneOf(
          Map.of(
              "STORED", CasOutcome.DONE,
              "EXISTS", CasOutcome.CHANGED,
              "NOT_FOUND", CasOutcome.GONE));

  /** To a meta command that deletes. */
  static final ReplyReader<CasOutcome> META_DELETE =
      oneOf(
          Map.of(
              "HD", CasOutcome.DONE,
              "EX", CasOutcome.CHANGED,
              "NF", CasOutcome.GONE));

  /** The counter's new value, unsigned; empty where there is none. */
  static final ReplyReader<OptionalLong> COUNT = Replies::count;

  /** Of what is told of an item; empty where there is none. */
  static final ReplyReader<OptionalInt> ITEM_SIZE = Replies::itemSize;

  static final ReplyReader<String> VERSION = Replies::version;

  /** Longer than any line that is not a list of keys. */
  private static final int LONGEST_LINE = 2048;

  static final int LINE_END_BYTES = 2;

  private static final Pattern SIZE = Pattern.compile(" size=([0-9]{1,9})(?![^ ])");

  private Replies() {}

  /** Reads {@code STAT name value} up to {@code END}. To be used once. */
  static ReplyReader<Map<String, String>> stats() {
    Map<String, String> stats = new HashMap<>();
    return in -> {
      String line;
      while ((line = line(in)) != null) {
        if (line.equals("END")) {
          return stats;
        }
        String[] words = line.split(" ", 3);
        if (words.length < 2 || !words[0].equals("STAT")) {
          throw new Unexpected(line);
        }
        stats.put(words[1], words.length < 3 ? "" : words[2]);
      }
      return null;
    };
  }

  private static <T> ReplyReader<T> oneOf(Map<String, T> meanings) {
    return in -> {
      String line = line(in);
      if (line == null) {
        return null;
      }
      T meaning = meanings.get(line);
      if (meaning == null) {
        throw new Unexpected(line);
      }
      return meaning;
    };
  }

  private static @Nullable String version(ByteBuffer in) {
    String line = line(in);
    if (line != null && !line.startsWith("VERSION ")) {
      throw new Unexpected(line);
    }
    return line;
  }

  /** {@code ME key exp=… la=… cas=… fetch=… cls=… size=…}, and whatever may follow. */
  private static @Nullable OptionalInt itemSize(ByteBuffer in) {
    String line = line(in);
    if (line == null) {
      return null;
    }
    if (line.equals("EN")) {
      return OptionalInt.empty();
    }
    Matcher size = SIZE.matcher(line);
    if (!line.startsWith("ME ") || !size.find()) {
      throw new Unexpected(line);
    }
    return OptionalInt.of(Integer.parseInt(size.group(1)));
  }

  private static @Nullable OptionalLong count(ByteBuffer in) {
    String line = line(in);
    if (line == null) {
      return null;
    }
    if (line.equals("NOT_FOUND")) {
      return OptionalLong.empty();
    }
    if (line.isEmpty() || !Character.isDigit(line.charAt(0))) {
      throw new Unexpected(line);
    }
    return OptionalLong.of(unsigned(line.trim())); // a decremented one is padded with spaces
  }

  /**
   * The next line without its end, null if it is not complete.
   *
   * @throws Unexpected if it never will be
   */
  static @Nullable String line(ByteBuffer in) {
    int end = lineEnd(in);
    if (end < 0) {
      return null;
    }
    byte[] line = new byte[end - in.position()];
    in.get(line).position(end + LINE_END_BYTES);
    return new String(line, StandardCharsets.ISO_8859_1);
  }

  /**
   * Where the next line ends, which is before its {@code \r\n}; -1 if it is not complete.
   *
   * @throws Unexpected if it never will be
   */
  static int lineEnd(ByteBuffer in) {
    int start = in.position();
    int limit = in.limit();
    for (int i = start; i < limit; i++) {
      if (in.get(i) == '\n') {
        if (i == start || in.get(i - 1) != '\r') {
          throw new Unexpected("a line without its end");
        }
        return i - 1;
      }
    }
    if (limit - start > LONGEST_LINE) {
      throw new Unexpected("a line without end");
    }
    return -1;
  }

  /**
   * A number of 64 bits without a sign.
   *
   * @throws Unexpected if it is none
   */
  static long unsigned(String digits) {
    try {
      return Long.parseUnsignedLong(digits);
    } catch (NumberFormatException e) {
      throw new Unexpected("no number: " + digits);
    }
  }
}
