package io.ringcache.entry;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Request bodies as a network delivers them. */
final class Bodies {

  private Bodies() {}

  static InputStream of(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes in pieces of any size. */
  static InputStream inPieces(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(9)));
      }
    };
  }

  /** A beginning, and then the same character for ever; counts what was read of it. */
  static final class Endless extends InputStream {

    private final byte[] start;
    private final char then;
    long read;

    Endless(String start, char then) {
      this.start = start.getBytes(StandardCharsets.UTF_8);
      this.then = then;
    }

    @Override
    public int read() {
      return read < start.length ? start[(int) read++] : (read++ < 0 ? -1 : then);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      for (int i = 0; i < length; i++) {
        target[offset + i] = (byte) read();
      }
      return length;
    }
  }

  /** The code that a call is refused with. */
  static ErrorCode codeOf(ThrowingCallable call) {
    ApiException refused = catchThrowableOfType(ApiException.class, call);
    if (refused == null) {
      throw new AssertionError("not refused");
    }
    return refused.code();
  }
}
