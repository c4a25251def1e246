package io.ringcache.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Takes HTTP answers as they arrive, in pieces of any size, one after the other. It understands as
 * much of HTTP as the servers measured here say, and costs less than a client that understands all
 * of it: what it takes is missing to the server. Not thread-safe, never blocks.
 */
final class AnswerReader {

  private enum At {
    STATUS,
    HEADER,
    BODY,
    CHUNK_LENGTH,
    CHUNK,
    CHUNK_END,
    TRAILER,
    END
  }

  private final OutputStream body;
  private final StringBuilder line = new StringBuilder();
  private final byte[] piece = new byte[1 << 13];

  private At at = At.END;
  private int status;
  private boolean chunked;

  /** Of the body or the chunk that is read. */
  private long left;

  private long bodyBytes;

  /** A reader of no answer yet; the bodies go there. */
  AnswerReader(OutputStream body) {
    this.body = body;
  }

  /** Expects the next answer. */
  void begin() {
    at = At.STATUS;
    status = 0;
    chunked = false;
    left = 0;
    bodyBytes = 0;
  }

  /** Takes what has arrived, up to the answer's end. Whether that has come. */
  boolean read(ByteBuffer arrived) throws IOException {
    while (at != At.END && arrived.hasRemaining()) {
      if (at == At.BODY || at == At.CHUNK) {
        copy(arrived);
      } else if (hasLine(arrived)) {
        String text = line.toString();
        line.setLength(0);
        take(text);
      }
    }
    return at == At.END;
  }

  /**
   * Nothing more will come.
   *
   * @throws EOFException for where the answer broke off
   */
  void breakOff() throws EOFException {
    boolean inBody = at.compareTo(At.BODY) >= 0;
    throw new EOFException("the connection ended within a " + (inBody ? "body" : "head"));
  }

  int status() {
    return status;
  }

  /** How long the body was, so far. */
  long bodyBytes() {
    return bodyBytes;
  }

  private void copy(ByteBuffer arrived) throws IOException {
    int length = (int) Math.min(Math.min(left, arrived.remaining()), piece.length);
    arrived.get(piece, 0, length);
    body.write(piece, 0, length);
    bodyBytes += length;
    left -= length;
    if (left == 0) {
      at = at == At.CHUNK ? At.CHUNK_END : At.END;
    }
  }

  /** Whether a line's end has come; {@link #line} is then all of it but that. */
  private boolean hasLine(ByteBuffer arrived) {
    while (arrived.hasRemaining()) {
      char c = (char) arrived.get();
      if (c == '\n') {
        return true;
      }
      if (c != '\r') {
        line.append(c);
      }
    }
    return false;
  }

  private void take(String text) {
    switch (at) {
      case STATUS -> {
        status = Integer.parseInt(text.split(" ", 3)[1]);
        at = At.HEADER;
      }
      case HEADER -> {
        if (text.isEmpty()) {
          at = chunked ? At.CHUNK_LENGTH : left > 0 ? At.BODY : At.END;
        } else {
          takeHeader(text.toLowerCase(Locale.ROOT));
        }
      }
      case CHUNK_LENGTH -> {
        left = Integer.parseInt(text.split(";", 2)[0].strip(), 16);
        at = left > 0 ? At.CHUNK : At.TRAILER;
      }
      case CHUNK_END -> at = At.CHUNK_LENGTH;
      case TRAILER -> at = text.isEmpty() ? At.END : At.TRAILER;
      default -> throw new IllegalStateException(at + " has no lines");
    }
  }

  private void takeHeader(String lower) {
    if (lower.startsWith("content-length:")) {
      left = Long.parseLong(lower.substring(lower.indexOf(':') + 1).strip());
    } else if (lower.startsWith("transfer-encoding:")) {
      chunked = lower.endsWith("chunked");
    }
  }
}
