package io.ringcache.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One client's connection through a {@link TcpProxy}. For each direction one thread reads, also
 * while nothing passes, so that a reset by the client is noticed and what it sent is dropped;
 * another writes as the line allows.
 */
final class ProxiedConnection {

  private static final int CHUNK_BYTES = 16 * 1024;
  private static final int CHUNKS_UNDER_WAY = 1024;

  /** Some bytes, empty for the end of the stream, and the nano time of their arrival. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Chunk(byte[] bytes, long arrivedNanos) {}

  private final Socket client;
  private final Socket server;
  private final Consumer<ProxiedConnection> whenClosed;
  private final AtomicInteger openDirections = new AtomicInteger(2);
  private volatile List<Thread> threads = List.of();
  private volatile boolean serverLost;
  private volatile boolean ended;

  ProxiedConnection(Socket client, Socket server, Consumer<ProxiedConnection> whenClosed) {
    this.client = client;
    this.server = server;
    this.whenClosed = whenClosed;
  }

  void start(Line line) {
    BlockingQueue<Chunk> requests = new ArrayBlockingQueue<>(CHUNKS_UNDER_WAY);
    BlockingQueue<Chunk> replies = new ArrayBlockingQueue<>(CHUNKS_UNDER_WAY);
    threads =
        List.of(
            DaemonThread.start("proxy-reads-client", () -> read(client, requests)),
            DaemonThread.start("proxy-writes-server", () -> writeToServer(requests, line)),
            DaemonThread.start("proxy-reads-server", () -> read(server, replies)),
            DaemonThread.start("proxy-writes-client", () -> writeToClient(replies, line)));
    if (ended) {
      threads.forEach(Thread::interrupt); // by one of them, which did not know the others yet
    }
  }

  /** Ends it with a reset to both sides; what is under way is lost. */
  void reset() {
    Sockets.reset(client);
    Sockets.reset(server);
    end();
  }

  /** Ends the server's side only; the client sees nothing of it. */
  void loseServer() {
    serverLost = true;
    Sockets.reset(server);
  }

  private void read(Socket from, BlockingQueue<Chunk> chunks) throws InterruptedException {
    byte[] buffer = new byte[CHUNK_BYTES];
    int length;
    do {
      try {
        length = from.getInputStream().read(buffer);
      } catch (IOException e) {
        if (from == client || !serverLost) {
          reset();
        }
        return;
      }
      chunks.put(new Chunk(Arrays.copyOf(buffer, Math.max(length, 0)), System.nanoTime()));
    } while (length >= 0);
  }

  private void writeToServer(BlockingQueue<Chunk> chunks, Line line) throws InterruptedException {
    Chunk chunk;
    do {
      chunk = chunks.take();
      line.awaitPassage(chunk.arrivedNanos());
      try {
        if (chunk.bytes().length > 0) {
          server.getOutputStream().write(chunk.bytes());
        } else {
          server.shutdownOutput();
        }
      } catch (IOException e) {
        if (!serverLost) {
          reset();
          return;
        }
      }
    } while (chunk.bytes().length > 0);
    oneDirectionEnded();
  }

  private void writeToClient(BlockingQueue<Chunk> chunks, Line line) throws InterruptedException {
    try {
      Chunk chunk;
      do {
        chunk = chunks.take();
        line.awaitPassage(chunk.arrivedNanos());
        writeToClient(chunk, line);
      } while (chunk.bytes().length > 0);
      client.shutdownOutput();
      oneDirectionEnded();
    } catch (IOException e) {
      reset();
    }
  }

  private void writeToClient(Chunk chunk, Line line) throws IOException, InterruptedException {
    OutputStream out = client.getOutputStream();
    int sent = 0;
    while (sent < chunk.bytes().length && line.isTrickling()) {
      line.awaitByte(chunk.arrivedNanos());
      out.write(chunk.bytes(), sent, 1);
      sent++;
    }
    out.write(chunk.bytes(), sent, chunk.bytes().length - sent);
  }

  /** A lost server never ends its direction; the client's end is the connection's then. */
  private void oneDirectionEnded() {
    if (openDirections.decrementAndGet() == 0 || serverLost) {
      Sockets.close(client);
      Sockets.close(server);
      end();
    }
  }

  private void end() {
    ended = true;
    threads.forEach(Thread::interrupt);
    whenClosed.accept(this);
  }
}
