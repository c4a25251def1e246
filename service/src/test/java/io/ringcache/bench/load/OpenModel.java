package io.ringcache.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Sends requests when they are due, whether or not those before have been answered, as users do who
 * know nothing of each other. Each latency counts from when its request was due: one that had to
 * wait because all connections waited for a slow server has waited for the server.
 */
public final class OpenModel {

  /** As many requests can be under way at a time. */
  private static final int CONNECTIONS = 64;

  private final int port;
  private final RenderedRequest request;
  private final int keys;
  private final long answerBytes;

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
  public Latencies run(double perSecond, Duration duration)
      throws IOException, InterruptedException {
    Arrivals arrivals = new Arrivals(perSecond);
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      long start = System.nanoTime();
      List<Future<long[]>> senders = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        Random random = new Random(i);
        senders.add(threads.submit(() -> send(arrivals, start, duration.toNanos(), random)));
      }
      LongStream all = LongStream.empty();
      for (Future<long[]> sender : senders) {
        all = LongStream.concat(all, LongStream.of(sender.get()));
      }
      return new Latencies(all.toArray());
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  /** Takes on what is due next, again and again; what each took. */
  private long[] send(Arrivals arrivals, long start, long durationNanos, Random random)
      throws IOException {
    LongStream.Builder latencies = LongStream.builder();
    try (HttpConnection connection = new HttpConnection(port)) {
      for (long due = arrivals.next(); due < durationNanos; due = arrivals.next()) {
        waitUntil(start + due);
        int status = connection.send(request, random, keys);
        latencies.add(System.nanoTime() - start - due);
        if (status / 100 != 2 || connection.bodyBytes() < answerBytes) {
          throw new IOException(status + " with " + connection.bodyBytes() + " bytes");
        }
      }
    }
    return latencies.build().toArray();
  }

  private static void waitUntil(long nanos) throws IOException {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      if (Thread.interrupted()) {
        throw new IOException("interrupted");
      }
      LockSupport.parkNanos(left);
    }
  }
}
