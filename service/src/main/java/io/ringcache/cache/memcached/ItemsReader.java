package io.ringcache.cache.memcached;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the reply to {@code gets}:
 *
 * <pre>
 *   VALUE key flags length cas\r\n
 *   length bytes\r\n
 *   ...
 *   END\r\n
 * </pre>
 */
final class ItemsReader implements ReplyReader<Map<String, Item>> {

  private final Collection<String> asked;
  private final long longestValue;
  private final Map<String, Item> items = new HashMap<>();

  private @Nullable String key;
  private byte[] bytes = new byte[0];
  private int filled;
  private long cas;

  /**
   * For one reply.
   *
   * @param asked what nothing else may come back than
   * @param longestValue what no value is longer than, in bytes
   */
  ItemsReader(Collection<String> asked, long longestValue) {
    this.asked = asked;
    this.longestValue = longestValue;
  }

  @Override
  public @Nullable Map<String, Item> read(ByteBuffer in) {
    while (true) {
      if (key != null && !readValue(in, key)) {
        return null;
      }
      String line = Replies.line(in);
      if (line == null) {
        return null;
      }
      if (line.equals("END")) {
        return items;
      }
      readHeader(line);
    }
  }

  private void readHeader(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 5 || !words[0].equals("VALUE")) {
      throw new Unexpected(line);
    }
    long length = Replies.unsigned(words[3]);
    if (length < 0 || length > longestValue) {
      throw new Unexpected("a value of " + words[3] + " bytes");
    }
    if (!asked.contains(words[1])) {
      throw new Unexpected("a key that nobody asked for");
    }
    key = words[1];
    bytes = new byte[(int) length];
    filled = 0;
    cas = Replies.unsigned(words[4]);
  }

  /** Whether the value is complete. */
  private boolean readValue(ByteBuffer in, String itsKey) {
    int here = Math.min(in.remaining(), bytes.length - filled);
    in.get(bytes, filled, here);
    filled += here;
    if (filled < bytes.length || in.remaining() < 2) {
      return false;
    }
    if (in.get() != '\r' || in.get() != '\n') {
      throw new Unexpected("a value without its end");
    }
    items.put(itsKey, new Item(bytes, cas));
    key = null;
    return true;
  }
}
