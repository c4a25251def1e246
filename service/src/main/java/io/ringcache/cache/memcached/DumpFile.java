package io.ringcache.cache.memcached;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A dump that is taken from the node as fast as it gives it, to be read later: at some 100 bytes a
 * key it may be too large for the heap.
 */
final class DumpFile {

  private static final int BUFFER_BYTES = 64 * 1024;

  /** How a dump ends; the lines before begin with {@code key=}. */
  private static final byte[] END = {'\n', 'E', 'N', 'D', '\r', '\n'};

  private DumpFile() {}

  /**
   * Takes all up to the dump's end. Blocks.
   *
   * @param begun what was read of it already, with one line at least
   * @param rest the connection, of which nothing behind the end is read
   * @return what was taken, at its beginning; closing it removes the file
   */
  static FileChannel take(ByteBuffer begun, InputStream rest) throws IOException {
    Path path = Files.createTempFile("ringcache-walk-", ".dump");
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      Tail tail = new Tail();
      tail.see(begun.array(), begun.arrayOffset() + begun.position(), begun.remaining());
      write(file, begun);
      byte[] buffer = new byte[BUFFER_BYTES];
      while (!tail.isEnd()) {
        int read = rest.read(buffer);
        if (read < 0) {
          throw new EOFException("the node hung up");
        }
        tail.see(buffer, 0, read);
        write(file, ByteBuffer.wrap(buffer, 0, read));
      }
      return file.position(0);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** The last bytes that were seen. */
  private static final class Tail {
    private final byte[] last = new byte[END.length];

    void see(byte[] bytes, int from, int length) {
      int kept = Math.max(0, last.length - length);
      System.arraycopy(last, last.length - kept, last, 0, kept);
      System.arraycopy(bytes, from + length - (last.length - kept), last, kept, last.length - kept);
    }

    boolean isEnd() {
      return Arrays.equals(last, END);
    }
  }
}
