package io.ringcache.entry;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The JSON of an answer: a stored value with some text of ours around it, each where it lies, so
 * that the value is copied once, to where it is sent from. Immutable but for the bytes, which
 * nobody writes to.
 */
final class Body {

  private static final byte[] NOTHING = new byte[0];

  /** What an answer without a body has. */
  static final Body NONE = of(NOTHING);

  private final byte[] before;
  private final byte[] value;
  private final byte[] after;

  private Body(byte[] before, byte[] value, byte[] after) {
    this.before = before;
    this.value = value;
    this.after = after;
  }

  /** In one piece. */
  static Body of(byte[] json) {
    return new Body(NOTHING, json, NOTHING);
  }

  /** A stored value, and what goes before and after it. */
  static Body around(byte[] value, byte[] before, byte[] after) {
    return new Body(before, value, after);
  }

  int length() {
    return before.length + value.length + after.length;
  }

  /** Puts it where there is room for its length. */
  void into(ByteBuffer buffer) {
    buffer.put(before).put(value).put(after);
  }

  /** Puts as much of it as there is room for, from that byte on; how much that was. */
  int into(ByteBuffer buffer, int from) {
    int before = buffer.remaining();
    int skip = from;
    for (byte[] part : new byte[][] {this.before, value, after}) {
      int most = Math.min(Math.max(part.length - skip, 0), buffer.remaining());
      if (most > 0) {
        buffer.put(part, skip, most);
      }
      skip = Math.max(skip - part.length, 0);
    }
    return before - buffer.remaining();
  }

  /** The same in one piece. */
  byte[] toBytes() {
    if (length() == value.length) {
      return value;
    }
    int end = before.length + value.length;
    byte[] whole = Arrays.copyOf(before, end + after.length);
    System.arraycopy(value, 0, whole, before.length, value.length);
    System.arraycopy(after, 0, whole, end, after.length);
    return whole;
  }
}
