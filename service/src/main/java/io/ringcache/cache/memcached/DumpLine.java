package io.ringcache.cache.memcached;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A line of {@code lru_crawler metadump}. A view, which shows one line after the other: nobody may
 * keep it. Not thread-safe. A dump has millions of lines, and to look at one makes no garbage. See
 * <a href="https://github.com/memcached/memcached/blob/1.6.18/doc/protocol.txt">protocol.txt</a>.
 *
 * <pre>
 *   key=… exp=… la=… cas=… fetch=yes|no cls=… size=…     and whatever newer nodes say behind it
 * </pre>
 */
final class DumpLine {

  private static final int LONGEST_KEY = 250;

  /** Of these, no number is too large for a {@code long}. */
  private static final int DIGITS = 18;

  private static final byte[] KEY = ascii("key=");
  private static final byte[] EXP = ascii(" exp=");
  private static final byte[] LA = ascii(" la=");
  private static final byte[] CAS = ascii(" cas=");
  private static final byte[] FETCH = ascii(" fetch=");
  private static final byte[] CLS = ascii(" cls=");
  private static final byte[] SIZE = ascii(" size=");

  private final Key key = new Key();
  private long expiresAt;
  private long lastAccess;
  private long cas;
  private int size;

  // While it is read: what is left of the line.
  private byte[] line = new byte[0];
  private int at;
  private int end;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Shows that line from now on.
   *
   * @throws ReplyReader.Unexpected if it is none
   */
  void show(byte[] bytes, int from, int to) {
    line = bytes;
    at = from;
    end = to;
    try {
      pass(KEY);
      readKey();
      pass(EXP);
      expiresAt = number();
      pass(LA);
      lastAccess = number();
      pass(CAS);
      cas = unsigned();
      pass(FETCH);
      at = wordEnd();
      pass(CLS);
      at = wordEnd();
      pass(SIZE);
      size = Math.toIntExact(number());
    } catch (NumberFormatException | ArithmeticException e) {
      throw new ReplyReader.Unexpected(
          new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }
  }

  /** The wire key, unescaped from what the dump escapes. A view as well, but for its string. */
  CharSequence key() {
    return key;
  }

  /** In seconds since the epoch, -1 for never. */
  long expiresAt() {
    return expiresAt;
  }

  /** In seconds since the epoch. */
  long lastAccess() {
    return lastAccess;
  }

  long cas() {
    return cas;
  }

  /** Of the item with its key and header, in bytes. */
  int size() {
    return size;
  }

  private void pass(byte[] name) {
    int to = at + name.length;
    if (to > end || !Arrays.equals(line, at, to, name, 0, name.length)) {
      throw new NumberFormatException("no" + new String(name, StandardCharsets.US_ASCII));
    }
    at = to;
  }

  /** Where the word ends that begins here, and is not empty. */
  private int wordEnd() {
    int to = at;
    while (to < end && line[to] != ' ') {
      to++;
    }
    if (to == at) {
      throw new NumberFormatException("nothing");
    }
    return to;
  }

  private long number() {
    boolean negative = line[at] == '-';
    int to = wordEnd();
    int from = negative ? at + 1 : at;
    if (from == to || to - from > DIGITS) {
      throw new NumberFormatException("too few digits, or too many");
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + digit(line[i], 10);
    }
    at = to;
    return negative ? -number : number;
  }

  private long unsigned() {
    int to = wordEnd();
    if (to - at <= DIGITS && line[at] != '-') {
      return number();
    }
    String digits = new String(line, at, to - at, StandardCharsets.ISO_8859_1);
    at = to;
    return Long.parseUnsignedLong(digits);
  }

  /** The dump writes all but letters, digits and {@code -._~} as {@code %XX}. */
  private void readKey() {
    int to = wordEnd();
    int length = 0;
    while (at < to) {
      byte b = line[at++];
      if (b == '%') {
        if (to - at < 2) {
          throw new NumberFormatException("half an escape");
        }
        b = (byte) (16 * digit(line[at], 16) + digit(line[at + 1], 16));
        at += 2;
      }
      if (length == LONGEST_KEY) {
        throw new NumberFormatException("a long key");
      }
      key.bytes[length++] = b;
    }
    key.length = length;
  }

  private static int digit(byte b, int radix) {
    int digit = Character.digit(b, radix);
    if (digit < 0) {
      throw new NumberFormatException("no digit");
    }
    return digit;
  }

  /** As characters, of which memcached knows nothing: a byte each. */
  private static final class Key implements CharSequence {
    final byte[] bytes = new byte[LONGEST_KEY];
    int length;

    @Override
    public int length() {
      return length;
    }

    @Override
    public char charAt(int index) {
      return (char) (bytes[index] & 0xff);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return toString().substring(from, to);
    }

    @Override
    public String toString() {
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
  }
}
