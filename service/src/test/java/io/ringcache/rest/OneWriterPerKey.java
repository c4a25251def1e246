package io.ringcache.rest;

import static org.awaitility.Awaitility.await;

import io.ringcache.rest.Rest.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that write, delete and read, each its own part of the keys, until they are closed; and
 * remember every answer that could not be: what was there before the last write or delete, whether
 * this was answered or failed, and failures that are none of a lost node.
 */
final class OneWriterPerKey implements AutoCloseable {

  private static final String NOTHING = "nothing";

  private final Rest rest;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong answers = new AtomicLong();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final Set<String> failedKeys = ConcurrentHashMap.newKeySet();
  private final List<Thread> clients = new ArrayList<>();

  OneWriterPerKey(Rest rest, List<String> keys, int clients) {
    this.rest = rest;
    int each = keys.size() / clients;
    for (int i = 0; i < clients; i++) {
      List<String> part = keys.subList(i * each, (i + 1) * each);
      Thread client = new Thread(() -> run(part), "client-" + i);
      client.setDaemon(true);
      this.clients.add(client);
      client.start();
    }
  }

  /** Until there were that many more. */
  void awaitAnswers(int more) {
    long target = answers.get() + more;
    await().until(() -> answers.get() >= target);
  }

  /** What was answered wrong. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Those of which a call failed for a lost node. */
  Set<String> failedKeys() {
    return Set.copyOf(failedKeys);
  }

  /** Lets every client finish its call. */
  void stop() {
    stopped.set(true);
    clients.forEach(client -> await().until(() -> !client.isAlive()));
  }

  @Override
  public void close() {
    stop();
  }

  private void run(List<String> keys) {
    Map<String, String> last = new HashMap<>();
    keys.forEach(key -> last.put(key, "0"));
    for (int i = 1; !stopped.get(); i++) {
      String key = keys.get(ThreadLocalRandom.current().nextInt(keys.size()));
      switch (ThreadLocalRandom.current().nextInt(6)) {
        case 0 -> {
          last.put(key, NOTHING);
          answered("DELETE", key, rest.delete(key));
        }
        case 1, 2 -> {
          last.put(key, Integer.toString(i));
          answered("PUT", key, rest.put(key, Integer.toString(i)));
        }
        default -> check(key, last.getOrDefault(key, NOTHING), rest.get(key));
      }
    }
  }

  private void check(String key, String expected, Reply read) {
    if (answered("GET", key, read) && read.status() == 200) {
      String value = read.json().path("value").asText();
      if (!value.equals(expected)) {
        problems.add(key + " is " + value + " instead of " + expected);
      }
    }
  }

  private boolean answered(String call, String key, Reply reply) {
    if (reply.status() < 300 || reply.status() == 404) {
      answers.incrementAndGet();
      return true;
    }
    String code = reply.json().path("code").asText();
    boolean lost =
        reply.status() == 503
            && code.equals("backend_unavailable")
            && !reply.header("Retry-After").isEmpty();
    if (lost || (reply.status() == 504 && code.equals("backend_timeout"))) {
      failedKeys.add(key);
    } else {
      problems.add(call + " " + key + ": " + reply.status() + " " + reply.body());
    }
    return false;
  }
}
