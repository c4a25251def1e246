package io.ringcache.cache.memcached;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that were read, from which one line is looked at after the other. Not thread-safe; makes
 * nothing of a line unless it is asked to.
 */
final class LineBuffer {

  private static final int SIZE = 64 * 1024;
  private static final int LONGEST_LINE = 4096;

  private final byte[] bytes = new byte[SIZE];

  // What was read and comes behind the line.
  private int from;
  private int to;

  private int lineFrom;
  private int lineTo;

  /**
   * Goes on to the next line; false if it is not complete, and then there is none.
   *
   * @throws ReplyReader.Unexpected if it never will be
   */
  boolean next() {
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\n') {
        lineFrom = from;
        lineTo = at > from && bytes[at - 1] == '\r' ? at - 1 : at;
        from = at + 1;
        return true;
      }
    }
    if (to - from > LONGEST_LINE) {
      throw new ReplyReader.Unexpected("a line without end");
    }
    return false;
  }

  /**
   * Reads more, once, and so much at most. Blocks.
   *
   * @throws EOFException if there is no more
   */
  void fill(InputStream source, int most) throws IOException {
    System.arraycopy(bytes, from, bytes, 0, to - from);
    to -= from;
    from = 0;
    int read = source.read(bytes, to, Math.min(most, bytes.length - to));
    if (read < 0) {
      throw new EOFException("the node hung up");
    }
    to += read;
  }

  /** The line, without its end, which is {@code \n} or {@code \r\n}. */
  String line() {
    return new String(bytes, lineFrom, lineTo - lineFrom, StandardCharsets.ISO_8859_1);
  }

  boolean isLine(byte[] text) {
    return Arrays.equals(bytes, lineFrom, lineTo, text, 0, text.length);
  }

  /**
   * Has the line shown.
   *
   * @throws ReplyReader.Unexpected if it is none of a dump
   */
  void show(DumpLine view) {
    view.show(bytes, lineFrom, lineTo);
  }

  /** The line, and all that was read behind it. To be used before it is filled again. */
  ByteBuffer fromLineOn() {
    return ByteBuffer.wrap(bytes, lineFrom, to - lineFrom);
  }

  /** Forgets all that was read. */
  void clear() {
    from = 0;
    to = 0;
  }
}
