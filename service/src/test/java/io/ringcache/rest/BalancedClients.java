package io.ringcache.rest;

import static org.awaitility.Awaitility.await;

import io.ringcache.http.RawHttp;
import io.ringcache.testing.NginxBalancer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * Clients that write and read until they are told to stop, each with one kept connection to every
 * service that it is sent to. None of them sends anything twice.
 */
final class BalancedClients implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Of so many requests one is a write; the others are reads, one of them an mget. */
  private static final int ONE_WRITE_IN = 4;

  private final String path;
  private final IntSupplier balancer;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong misses = new AtomicLong();
  private final AtomicLong lastAnswers = new AtomicLong();
  private final Queue<String> stored = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Map<Integer, AtomicLong> answersOf = new ConcurrentHashMap<>();
  private final List<Thread> clients = new ArrayList<>();

  /**
   * Starts the clients.
   *
   * @param balancer says by its port which service gets a request
   */
  BalancedClients(String namespace, int clients, IntSupplier balancer) {
    this.path = "/api/v1/cache/" + namespace + "/";
    this.balancer = balancer;
    for (int i = 0; i < clients; i++) {
      int number = i;
      Thread client = new Thread(() -> run(number), "client-" + i);
      client.setDaemon(true);
      this.clients.add(client);
      client.start();
    }
  }

  /** Until the service on that port has given so many more answers. */
  void awaitAnswers(int port, int more) {
    AtomicLong answers = answersOf(port);
    long target = answers.get() + more;
    await().atMost(PATIENCE).until(() -> answers.get() >= target || !failures.isEmpty());
  }

  /** Lets every client finish its request. */
  void stop() {
    stopped.set(true);
    clients.forEach(client -> await().atMost(PATIENCE).until(() -> !client.isAlive()));
  }

  /** Reads that were answered with a value. */
  long hits() {
    return hits.get();
  }

  /** Reads that were answered with 404. */
  long misses() {
    return misses.get();
  }

  /** Keys whose write was answered. */
  List<String> stored() {
    return List.copyOf(stored);
  }

  /** How many answers said that they are the last of their connection. */
  long lastAnswers() {
    return lastAnswers.get();
  }

  /** What was answered with an error, or not at all. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  private AtomicLong answersOf(int port) {
    return answersOf.computeIfAbsent(port, key -> new AtomicLong());
  }

  private void run(int client) {
    Map<Integer, RawHttp> kept = new HashMap<>();
    try {
      for (int i = 0; !stopped.get() && failures.isEmpty(); i++) {
        String key = client + "-" + i / ONE_WRITE_IN;
        int port = balancer.getAsInt();
        switch (i % ONE_WRITE_IN) {
          case 0 -> put(key, port, kept);
          case 1 -> get("absent-" + key, port, kept);
          case 2 -> mget(key, port, kept);
          default -> get(key, port, kept);
        }
      }
    } catch (IOException | RuntimeException e) {
      failures.add(Thread.currentThread().getName() + ": " + e);
    } finally {
      kept.values().forEach(BalancedClients::close);
    }
  }

  private void put(String key, int port, Map<Integer, RawHttp> kept) throws IOException {
    RawHttp.Answer answer = send("PUT", key, "{\"value\":\"" + key + "\"}", port, kept);
    if (answer.status() == 201) {
      stored.add(key);
    } else {
      failures.add("PUT " + key + ": " + answer);
    }
  }

  private void get(String key, int port, Map<Integer, RawHttp> kept) throws IOException {
    RawHttp.Answer answer = send("GET", key, "", port, kept);
    if (answer.status() == 200 && answer.body().contains("\"" + key + "\"")) {
      hits.incrementAndGet();
    } else if (answer.status() == 404 && key.startsWith("absent-")) {
      misses.incrementAndGet();
    } else {
      failures.add("GET " + key + ": " + answer);
    }
  }

  private void mget(String key, int port, Map<Integer, RawHttp> kept) throws IOException {
    RawHttp.Answer answer = send("POST", "mget", "{\"keys\":[\"" + key + "\"]}", port, kept);
    if (answer.status() == 200 && answer.body().contains("\"hits\":1,")) {
      hits.incrementAndGet();
    } else {
      failures.add("mget " + key + ": " + answer);
    }
  }

  private RawHttp.Answer send(
      String method, String key, String body, int port, Map<Integer, RawHttp> kept)
      throws IOException {
    RawHttp connection = kept.get(port);
    if (connection == null) {
      connection = RawHttp.connect(port);
      kept.put(port, connection);
    }
    connection.send(
        method
            + " "
            + path
            + key
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
    RawHttp.Answer answer = connection.read();
    answersOf(servedBy(answer, port)).incrementAndGet();
    if (answer.header("Connection").equalsIgnoreCase("close")) {
      lastAnswers.incrementAndGet();
      kept.remove(port);
      close(connection);
    }
    return answer;
  }

  /** The port of the service itself, where a balancer in between says which it was. */
  private static int servedBy(RawHttp.Answer answer, int port) {
    String address = answer.header(NginxBalancer.SERVED_BY);
    return address.isEmpty()
        ? port
        : Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static void close(RawHttp connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
