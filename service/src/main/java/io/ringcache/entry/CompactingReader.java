package io.ringcache.entry;

import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A request body as a JSON parser reads it: strict UTF-8, without the white space between tokens.
 * What the parser has been given is kept from a mark on, so that a value can be cut out of it as it
 * will be stored, by the places that the parser names. Not thread-safe; blocks as the body does.
 *
 * <pre>
 *   body      {"value" : [ 1, "a b" ] , "ttl":60}
 *   parser    {"value":[1,"a b"],"ttl":60}
 *                      ^ mark
 *   kept               [1,"a b"],"ttl":60
 * </pre>
 *
 * <p>While the parser is inside the token or value at the mark and wants more than the longest
 * value, no more is read: the request is refused before its body has come to its end.
 */
final class CompactingReader extends Reader {

  /**
   * How far a parser looks past the end of a value before it says so: the name of the next field,
   * even if all in escapes, and a number.
   */
  private static final int LOOK_AHEAD = 128;

  /** What is read at a time at the most, in bytes and so in characters. */
  private static final int CHUNK = 4096;

  /** Enough for the shortest read that a parser may ask for, and the bytes of one character. */
  private static final int SMALLEST_CHUNK = 64;

  private final InputStream body;
  private final int maxValueBytes;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes;
  private final CharBuffer chunk;
  private final Compaction compaction = new Compaction();

  /** How the compaction was before the last chunk, and the place where that begins. */
  private Compaction beforeChunk = compaction;

  private long chunkFrom;
  private boolean ended;

  /**
   * What the parser has been given: from {@code keptFrom}, where the mark is, to {@code keptTo}.
   */
  private char[] kept;

  private int keptFrom;
  private int keptTo;
  private long mark;

  /** Up to where the kept characters are counted, and their bytes in UTF-8. */
  private int measuredTo;

  private long measuredBytes;

  /**
   * Reads a body.
   *
   * @param expected how many bytes the body has, as far as that is known: its buffers are no larger
   * @param maxValueBytes of a value, compacted
   */
  CompactingReader(InputStream body, long expected, int maxValueBytes) {
    this.body = body;
    this.maxValueBytes = maxValueBytes;
    int room = (int) Math.max(SMALLEST_CHUNK, Math.min(CHUNK, expected + 1));
    this.bytes = ByteBuffer.allocate(room).flip();
    this.chunk = CharBuffer.allocate(room);
    this.kept = new char[room + 1];
  }

  /**
   * Moves the mark on: what was given to the parser before that place is forgotten.
   *
   * @param place in characters since the beginning, as the parser counts them
   */
  void mark(long place) {
    keptFrom += Math.toIntExact(place - mark);
    mark = place;
    measuredTo = keptFrom;
    measuredBytes = 0;
  }

  /**
   * The bytes from the mark to that place.
   *
   * @throws ApiException {@code VALUE_TOO_LARGE} if there are more than a value may have
   */
  byte[] fromMarkTo(long place) {
    byte[] json =
        new String(kept, keptFrom, Math.toIntExact(place - mark)).getBytes(StandardCharsets.UTF_8);
    if (json.length > maxValueBytes) {
      throw tooLarge();
    }
    return json;
  }

  /** Line and column in the body of a place in the last chunk. */
  String describe(long place) {
    Compaction replayed = beforeChunk.copy();
    int stop = Math.toIntExact(Math.min(Math.max(place - chunkFrom, 0), chunk.limit())) + 1;
    replayed.take(chunk.array(), chunk.limit(), new char[chunk.limit() + 1], 0, stop);
    return replayed.describe();
  }

  /**
   * Never returns 0.
   *
   * @param length a parser's buffer, at least 8
   */
  @Override
  public int read(char[] target, int offset, int length) {
    refuseIfTooLarge();
    forgetBeforeMark();
    int before = keptTo;
    while (keptTo == before) {
      // One less: the space before a word may be left over from the chunk before.
      if (!readChunk(length - 1)) {
        return -1;
      }
      compactChunk();
    }
    int given = keptTo - before;
    System.arraycopy(kept, before, target, offset, given);
    return given;
  }

  /** Reads and decodes at most that many characters; false at the end of the body. */
  private boolean readChunk(int most) {
    if (ended) {
      return false;
    }
    bytes.compact();
    int read = readBody(Math.min(most, bytes.capacity()) - bytes.position());
    if (read < 0) {
      ended = true;
      if (bytes.position() > 0) {
        throw malformed("the body ends within a character");
      }
      return false;
    }
    bytes.position(bytes.position() + read).flip();
    chunk.clear();
    if (decoder.decode(bytes, chunk, false).isError()) {
      throw malformed("the body is not UTF-8");
    }
    chunk.flip();
    return true;
  }

  private int readBody(int length) {
    try {
      return body.read(bytes.array(), bytes.position(), length);
    } catch (IOException e) {
      throw malformed("the body broke off, or is not what its Content-Encoding says");
    }
  }

  private void forgetBeforeMark() {
    if (keptFrom == 0) {
      return; // else a long value would be moved onto itself with every chunk of it
    }
    keptTo -= keptFrom;
    measuredTo -= keptFrom;
    System.arraycopy(kept, keptFrom, kept, 0, keptTo);
    keptFrom = 0;
  }

  private void compactChunk() {
    if (kept.length - keptTo <= chunk.limit()) {
      kept = Arrays.copyOf(kept, 2 * kept.length + CHUNK);
    }
    beforeChunk = compaction.copy();
    chunkFrom = mark + keptTo;
    keptTo = compaction.take(chunk.array(), chunk.limit(), kept, keptTo, Integer.MAX_VALUE);
  }

  /** The parser has used up what it was given: all of it belongs to what is at the mark. */
  private void refuseIfTooLarge() {
    for (; measuredTo < keptTo; measuredTo++) {
      char c = kept[measuredTo];
      // half a surrogate pair is two of its four bytes
      measuredBytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    if (measuredBytes > maxValueBytes + (long) LOOK_AHEAD) {
      throw tooLarge();
    }
  }

  private ApiException tooLarge() {
    return new ApiException(
        ErrorCode.VALUE_TOO_LARGE, "a value has at most " + maxValueBytes + " bytes of JSON");
  }

  private static ApiException malformed(String detail) {
    return new ApiException(ErrorCode.MALFORMED_JSON, detail);
  }

  @Override
  public void close() {
    // The body is the server's, and what is left of it the server's to deal with.
  }
}
