package io.ringcache.cache.memcached;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the reply to one command, in as many pieces as it arrives. For one thread. */
@FunctionalInterface
interface ReplyReader<T> {

  /**
   * Takes what it can use of the bytes, and nothing beyond the reply's end.
   *
   * @return the reply, null as long as it is not complete
   * @throws Unexpected if it is an error, or nothing that the protocol has
   */
  @Nullable T read(ByteBuffer in);

  /** Not the reply to the command: the node's line, or what is wrong with it. */
  final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unexpected(String what) {
      super(what, null, false, false);
    }

    String what() {
      return String.valueOf(getMessage());
    }
  }
}
