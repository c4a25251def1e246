package io.ringcache.rest;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that ask everything a cache can be asked, over and over, each in the namespaces of its
 * own, until they are closed; and remember every answer that was not the right one.
 */
final class UnderLoad implements AutoCloseable {

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String base;
  private final String key;
  private final AtomicLong rounds = new AtomicLong();
  private final AtomicLong flushes = new AtomicLong();
  private final AtomicLong slowestNanos = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Thread> clients = new ArrayList<>();

  /**
   * Starts the clients.
   *
   * @param key the API key that they call with
   */
  UnderLoad(int port, String key, int clients) {
    this.base = "http://127.0.0.1:" + port + "/api/v1/cache/load-";
    this.key = key;
    for (int i = 0; i < clients; i++) {
      String name = "client" + i;
      Thread client = new Thread(() -> run(name), name);
      client.setDaemon(true);
      this.clients.add(client);
      client.start();
    }
  }

  /** How often every call was made, by all clients together. */
  long rounds() {
    return rounds.get();
  }

  /** How many flushes were answered as done. */
  long flushes() {
    return flushes.get();
  }

  Duration slowest() {
    return Duration.ofNanos(slowestNanos.get());
  }

  /** What was answered wrong. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Lets every client finish its round. */
  void stop() {
    closed.countDown();
    clients.forEach(client -> await().forever().until(() -> !client.isAlive()));
  }

  @Override
  public void close() {
    stop();
  }

  private void run(String client) {
    for (int i = 0; closed.getCount() > 0; i++) {
      // A namespace that nobody has heard of yet, now and then: registering it must not wait
      // either.
      round(client + "-" + i / 50, i);
      rounds.incrementAndGet();
    }
  }

  private void round(String namespace, int i) {
    String user = namespace + "/user_" + i % 50;
    expect(201, "PUT", user, "{\"value\":" + i + ",\"tags\":[\"t\"]}");
    expect(200, "GET", user, "");
    expect(200, "POST", namespace + "/mget", "{\"keys\":[\"user_" + i % 50 + "\",\"none\"]}");
    expect(200, "POST", namespace + "/incr", "{\"key\":\"n\"}");
    expect(200, "GET", namespace + "/stats", "");
    expect(404, "GET", namespace + "/nobody", "");
    if (i % 10 == 9) {
      expect(200, "POST", namespace + "/invalidate", "{\"tags\":[\"t\"]}");
    }
    if (i % 25 == 24) {
      expect(200, "DELETE", namespace + "?pattern=n*", "");
      flushes.incrementAndGet();
    }
  }

  private void expect(int status, String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + key)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    long start = System.nanoTime();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != status) {
        failures.add(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      failures.add(method + " " + path + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    slowestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
  }
}
