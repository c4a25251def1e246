package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpFileTest {

  private static final String DUMP = "\nkey=a exp=1 END\nkey=END exp=2\nEND\r\n";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 17, 32, 35, 36})
  void allIsTakenUpToTheEndHoweverItArrives(int begun) throws IOException {
    try (FileChannel taken = DumpFile.take(bytes(DUMP.substring(0, begun)), rest(begun, 3))) {
      assertThat(taken.size()).isEqualTo(DUMP.length());
      assertThat(new String(Channels.newInputStream(taken).readAllBytes(), US_ASCII))
          .isEqualTo(DUMP);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 35})
  void aDumpThatBreaksOffIsNone(int begun) {
    ByteBuffer before = bytes(DUMP.substring(0, begun));
    InputStream nothing = new ByteArrayInputStream(new byte[0]);

    assertThatThrownBy(() -> DumpFile.take(before, nothing)).isInstanceOf(EOFException.class);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(("..." + text).getBytes(US_ASCII), 3, text.length());
  }

  /** What is left of the dump, that much of it at a time; nothing may be read behind it. */
  private static InputStream rest(int begun, int atOnce) {
    return new InputStream() {
      private final byte[] left = DUMP.substring(begun).getBytes(US_ASCII);
      private int at;

      @Override
      public int read() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int read(byte[] into, int from, int length) {
        if (at == left.length) {
          throw new AssertionError("the connection would wait for ever");
        }
        int read = Math.min(Math.min(atOnce, length), left.length - at);
        System.arraycopy(left, at, into, from, read);
        at += read;
        return read;
      }
    };
  }
}
