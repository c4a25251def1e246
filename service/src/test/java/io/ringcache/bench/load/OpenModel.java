package io.ringcache.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Sends requests when they are due, whether or not those before have been answered, as users do who
 * know nothing of each other. Each latency counts from when its request was due: one that had to
 * wait because all connections waited for a slow server has waited for the server.
 *
 * <p>One thread does it, as in wrk2: on a machine that clients and server share, a thread for each
 * client would have the server wait for a processor, and the latencies would tell of that.
 */
public final class OpenModel {

  /** As many requests can be under way at a time. */
  private static final int CONNECTIONS = 64;

  /** How late it may notice an answer, where the next request is due so soon. */
  private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** What a selector can wait for at least. */
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final int port;
  private final RenderedRequest request;
  private final int keys;
  private final long answerBytes;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

  /**
   * Starts nothing yet.
   *
   * @param answerBytes what the body of each answer has at least
   */
  public OpenModel(int port, Request request, int keys, long answerBytes) {
    this.port = port;
    this.request = new RenderedRequest(request.template(port));
    this.keys = keys;
    this.answerBytes = answerBytes;
  }

  /**
   * Sends so many a second, and returns when the last is answered.
   *
   * @throws IOException if an answer was not 2xx, was too short, or did not come
   */
  public Latencies run(double perSecond, Duration duration) throws IOException {
    List<OpenConnection> connections = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.add(new OpenConnection(port, selector));
      }
      return run(new Arrivals(perSecond), duration.toNanos(), selector, connections);
    } finally {
      for (OpenConnection connection : connections) {
        connection.close();
      }
    }
  }

  private Latencies run(
      Arrivals arrivals, long durationNanos, Selector selector, List<OpenConnection> connections)
      throws IOException {
    Random random = new Random(1);
    Queue<OpenConnection> idle = new ArrayDeque<>(connections);
    LongStream.Builder latencies = LongStream.builder();
    long start = System.nanoTime();
    long due = arrivals.next();
    while (due < durationNanos || idle.size() < CONNECTIONS) {
      long now = System.nanoTime() - start;
      if (now > durationNanos + STUCK_NANOS) {
        throw new IOException(CONNECTIONS - idle.size() + " answers did not come");
      }
      while (due <= now && due < durationNanos && !idle.isEmpty()) {
        idle.remove().send(request.next(random, keys), due);
        due = arrivals.next();
      }
      boolean mustWait = idle.isEmpty() || due >= durationNanos;
      await(selector, mustWait ? Long.MAX_VALUE : start + due - System.nanoTime());
      long seen = System.nanoTime() - start;
      for (SelectionKey key : selector.selectedKeys()) {
        OpenConnection connection = (OpenConnection) key.attachment();
        if (connection.proceed(buffer)) {
          check(connection);
          latencies.add(seen - connection.due());
          idle.add(connection);
        }
      }
      selector.selectedKeys().clear();
    }
    return new Latencies(latencies.build().toArray());
  }

  /** Waits until something has happened, or the time is about over. */
  private static void await(Selector selector, long nanos) throws IOException {
    if (nanos > MILLI) {
      selector.select(Math.min(nanos / MILLI, 1_000));
    } else if (selector.selectNow() == 0 && nanos > 0) {
      LockSupport.parkNanos(Math.min(nanos, NAP_NANOS));
      selector.selectNow();
    }
  }

  private void check(OpenConnection connection) throws IOException {
    if (connection.status() / 100 != 2 || connection.bodyBytes() < answerBytes) {
      throw new IOException(connection.status() + " with " + connection.bodyBytes() + " bytes");
    }
  }
}
