package io.ringcache.bench.load;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One of the connections of an {@link OpenModel}, with at most one request under way. Not
 * thread-safe, never blocks once it is made.
 */
final class OpenConnection implements AutoCloseable {

  private final SocketChannel channel;
  private final SelectionKey key;
  private final AnswerReader answer = new AnswerReader(OutputStream.nullOutputStream());
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private long due;

  OpenConnection(int port, Selector selector) throws IOException {
    channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Sends a request that was due then. */
  void send(byte[] request, long dueNanos) throws IOException {
    due = dueNanos;
    answer.begin();
    unsent = ByteBuffer.wrap(request);
    write();
  }

  /** When the last request was due. */
  long due() {
    return due;
  }

  /** Goes on, now that the selector has seen something; whether the answer has come. */
  boolean proceed(ByteBuffer buffer) throws IOException {
    if (unsent.hasRemaining()) {
      write();
    }
    boolean whole = false;
    for (int read = read(buffer); read > 0 && !whole; read = whole ? 0 : read(buffer)) {
      whole = answer.read(buffer.flip());
    }
    return whole;
  }

  int status() {
    return answer.status();
  }

  long bodyBytes() {
    return answer.bodyBytes();
  }

  private int read(ByteBuffer buffer) throws IOException {
    int read = channel.read(buffer.clear());
    if (read < 0) {
      answer.breakOff();
    }
    return read;
  }

  private void write() throws IOException {
    channel.write(unsent);
    int interest =
        unsent.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
