package io.ringcache.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Many clients of one service, all on the caller's thread: none of them ever blocks. */
final class Crowd implements AutoCloseable {

  /** Between two looks at connections of which none had anything to do. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final List<Member> members = new ArrayList<>();

  /**
   * Connects them; those that are not accepted are connected by the kernel.
   *
   * @param receiveBuffer of the kernel for each, in bytes; 0 leaves it to the kernel
   */
  static Crowd of(int clients, int port, int receiveBuffer) throws IOException {
    Crowd crowd = new Crowd();
    try {
      for (int i = 0; i < clients; i++) {
        crowd.members.add(new Member(port, receiveBuffer));
      }
    } catch (IOException | RuntimeException e) {
      crowd.close();
      throw e;
    }
    return crowd;
  }

  List<Member> members() {
    return members;
  }

  /** How many are so. */
  long count(Predicate<Member> so) {
    return members.stream().filter(so).count();
  }

  /** Lets everybody send and receive what goes, again and again, until that is so. */
  boolean go(Duration atMost, BooleanSupplier until) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!until.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      long moved = 0;
      for (Member member : members) {
        moved += member.send(Integer.MAX_VALUE) + member.receive();
      }
      if (moved == 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return true;
  }

  @Override
  public void close() {
    members.forEach(Member::end);
  }

  /** One of them. */
  static final class Member {

    private static final int HEAD = 4096;
    private static final ByteBuffer SCRATCH = ByteBuffer.allocate(1 << 16);

    private final SocketChannel channel;
    private final StringBuilder head = new StringBuilder();
    private final Queue<ByteBuffer> toSend = new ArrayDeque<>();
    private boolean ended;

    Member(int port, int receiveBuffer) throws IOException {
      channel = SocketChannel.open();
      if (receiveBuffer > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
      }
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Has that sent after what is still to be sent. The bytes may be everybody's. */
    void say(byte[] bytes) {
      toSend.add(ByteBuffer.wrap(bytes));
    }

    void say(String text) {
      say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends that many bytes at most; how many it were. */
    int send(int most) {
      @Nullable ByteBuffer next = toSend.peek();
      if (ended || next == null) {
        return 0;
      }
      try {
        if (!channel.finishConnect()) {
          return 0;
        }
        int sent = channel.write(next.slice(next.position(), Math.min(most, next.remaining())));
        next.position(next.position() + sent);
        if (!next.hasRemaining()) {
          toSend.remove();
        }
        return sent;
      } catch (IOException e) {
        toSend.clear(); // what has come back may still be read
        return 0;
      }
    }

    /** Reads what has come, but no more than about that many bytes; how much it was. */
    int receive(int most) {
      int all = 0;
      try {
        if (ended || !channel.finishConnect()) {
          return 0;
        }
        SCRATCH.clear().limit(Math.min(most, SCRATCH.capacity()));
        for (int read = channel.read(SCRATCH); read != 0; read = channel.read(SCRATCH)) {
          if (read < 0) {
            end();
            return all;
          }
          all += read;
          int keep = Math.min(read, HEAD - head.length());
          head.append(
              new String(SCRATCH.array(), 0, Math.max(keep, 0), StandardCharsets.ISO_8859_1));
          if (all >= most) {
            break;
          }
          SCRATCH.clear();
        }
      } catch (IOException e) {
        end();
      }
      return all;
    }

    /** Reads what has come; how much that was. */
    int receive() {
      return receive(Integer.MAX_VALUE);
    }

    boolean hasSentAll() {
      return toSend.isEmpty();
    }

    /** The beginning of what has come since it was forgotten. */
    String heard() {
      return head.toString();
    }

    void forget() {
      head.setLength(0);
    }

    /** The status of the answer, 0 while there is none. */
    int status() {
      return head.length() >= 12 && head.indexOf("HTTP/1.1 ") == 0
          ? Integer.parseInt(head.substring(9, 12))
          : 0;
    }

    /** Whether an answer of less than the head that is kept has come as a whole. */
    boolean isAnswered() {
      int end = head.indexOf("\r\n\r\n");
      int length = head.indexOf("Content-Length: ");
      return end >= 0
          && (length < 0
              || head.length() - end - 4
                  >= Integer.parseInt(
                      head.substring(length + 16, head.indexOf("\r\n", length)).strip()));
    }

    /** Whether it was refused as the API says that it is. */
    boolean isRefusedForLoad() {
      return status() == 503
          && head.indexOf("\"code\":\"overloaded\"") > 0
          && head.indexOf("Retry-After: 1\r\n") > 0
          && head.indexOf("X-Request-Id: ") > 0;
    }

    /** Whether the connection has ended, from whichever side. */
    boolean hasEnded() {
      return ended;
    }

    void end() {
      ended = true;
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
