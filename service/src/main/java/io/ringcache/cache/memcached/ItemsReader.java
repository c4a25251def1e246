package io.ringcache.cache.memcached;

import io.ringcache.cache.ring.ValueRoom;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the reply to {@code gets}, in which what is there comes in the order in which it was asked
 * for:
 *
 * <pre>
 *   VALUE key flags length cas\r\n
 *   length bytes\r\n
 *   ...
 *   END\r\n
 * </pre>
 *
 * <p>The lines are taken apart where they lie: there are two for each get of an entry.
 */
final class ItemsReader implements ReplyReader<Map<String, Item>> {

  private static final byte[] VALUE = {'V', 'A', 'L', 'U', 'E', ' '};

  /** So many fit into 64 bits, and a node that counts its changes never gets there. */
  private static final int MOST_DIGITS = 19;

  private final Iterator<String> asked;
  private final long longestValue;
  private final ValueRoom.@Nullable Claim claim;
  private final Map<String, Item> items = new HashMap<>();

  private @Nullable String key;
  private byte @Nullable [] bytes;
  private int length;
  private int filled;
  private long cas;

  /**
   * For one reply.
   *
   * @param asked what nothing else may come back than, in the order of the request
   * @param longestValue what no value is longer than, in bytes
   * @param claim asked for room for each item, of which the others are read past; null keeps all
   */
  ItemsReader(Collection<String> asked, long longestValue, ValueRoom.@Nullable Claim claim) {
    this.asked = asked.iterator();
    this.longestValue = longestValue;
    this.claim = claim;
  }

  @Override
  public @Nullable Map<String, Item> read(ByteBuffer in) {
    while (key == null || readValue(in, key)) {
      int end = Replies.lineEnd(in);
      if (end < 0) {
        return null;
      }
      if (in.get(in.position()) != 'V') {
        return end(Replies.line(in));
      }
      readHeader(in, end);
    }
    return null;
  }

  private Map<String, Item> end(@Nullable String line) {
    if ("END".equals(line)) {
      return items;
    }
    throw new Unexpected(String.valueOf(line));
  }

  /** Takes the line that ends there. */
  private void readHeader(ByteBuffer in, int end) {
    int name = in.position() + VALUE.length;
    int flags = nextWord(in, name, end);
    int count = nextWord(in, flags, end);
    int unique = nextWord(in, count, end);
    long size = number(in, count, unique - 1);
    if (size < 0 || size > longestValue) {
      throw new Unexpected("a value of " + Long.toUnsignedString(size) + " bytes");
    }
    if (!in.slice(in.position(), VALUE.length).equals(ByteBuffer.wrap(VALUE))) {
      throw new Unexpected("neither VALUE nor END");
    }
    key = asked(in, name, flags - 1);
    length = (int) size;
    bytes = claim == null || claim.take(length) ? new byte[length] : null;
    filled = 0;
    cas = number(in, unique, end);
    in.position(end + Replies.LINE_END_BYTES);
  }

  /** Where the word behind the one that begins there begins. */
  private static int nextWord(ByteBuffer in, int from, int end) {
    for (int i = from; i < end; i++) {
      if (in.get(i) == ' ') {
        return i + 1;
      }
    }
    throw new Unexpected("a VALUE with too few words");
  }

  private String asked(ByteBuffer in, int from, int to) {
    while (asked.hasNext()) {
      String next = asked.next();
      if (isAt(in, from, to, next)) {
        return next;
      }
    }
    throw new Unexpected("a key that nobody asked for");
  }

  private static boolean isAt(ByteBuffer in, int from, int to, String key) {
    if (key.length() != to - from) {
      return false;
    }
    for (int i = to - 1; i >= from; i--) { // from behind: that is where keys differ
      if (in.get(i) != key.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }

  /** A number of 64 bits without a sign. */
  private static long number(ByteBuffer in, int from, int to) {
    if (from == to || to - from > MOST_DIGITS) {
      throw new Unexpected("a VALUE with a number of " + (to - from) + " digits");
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = in.get(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new Unexpected("a VALUE with a word where a number belongs");
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /** Whether the value is complete. */
  private boolean readValue(ByteBuffer in, String itsKey) {
    int here = Math.min(in.remaining(), length - filled);
    if (bytes == null) {
      in.position(in.position() + here);
    } else {
      in.get(bytes, filled, here);
    }
    filled += here;
    if (filled < length || in.remaining() < Replies.LINE_END_BYTES) {
      return false;
    }
    if (in.get() != '\r' || in.get() != '\n') {
      throw new Unexpected("a value without its end");
    }
    if (bytes != null) {
      items.put(itsKey, new Item(bytes, cas));
    }
    key = null;
    return true;
  }
}
