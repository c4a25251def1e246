package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.rest.Rest.Reply;
import io.ringcache.testing.LocalServer;
import io.ringcache.testing.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The customer's table of disturbances, by its numbers: what a client of the whole service sees
 * while one of three nodes is in trouble. A backend's test extends this class and says how its
 * servers are started, nothing else.
 *
 * <p>C-05, the loss of the database, is in {@link LostDatabaseIT}.
 */
abstract class ChaosTable {

  /** Twice what it may take until a node that is there again is served again. */
  private static final Duration BACK = Duration.ofSeconds(10);

  /** Longer than a busy machine is late: a healthy node must not fail a call. */
  private static final String PATIENT = "2s";

  /** More than a call can take with that, waiting for a catch-up and for the node. */
  private static final Duration BOUND = Duration.ofSeconds(6);

  private static final Duration LATENCY = Duration.ofMillis(100);
  private static final Duration STALL = Duration.ofSeconds(30);

  private static final List<String> KEYS = names("key-", 30);

  /** As many that a node of {@value #SMALL_MIB} MiB has no room for. */
  private static final String TEN_THOUSAND_BYTES = '"' + "x".repeat(9_998) + '"';

  protected static final int SMALL_MIB = 8;

  private List<? extends LocalServer> nodes = List.of();

  /** The one that gets into trouble. */
  private LocalServer ill;

  /** The line to it, for a service that reaches it so. */
  private TcpProxy line;

  /** The path of a configuration file, from the module's directory. */
  protected abstract String configuration();

  protected abstract LocalServer startNode();

  /** One with {@value #SMALL_MIB} MiB, which evicts what was least recently used. */
  protected abstract LocalServer startSmallNode();

  /** One with {@value #SMALL_MIB} MiB, which evicts nothing. */
  protected abstract LocalServer startSmallNodeThatEvictsNothing();

  /** Has the node do nothing else for a second; returns before that. */
  protected abstract void occupyForASecond(LocalServer node);

  @BeforeEach
  void startThreeNodes() {
    nodes = Stream.generate(this::startNode).limit(3).toList();
    ill = nodes.get(1);
    line = TcpProxy.to(ill.port());
  }

  @AfterEach
  void stopThem() {
    line.close();
    nodes.forEach(LocalServer::close);
  }

  @Test
  @DisplayName("C-01 backend killed: its keys are answered with an error, all others are served")
  void c01() throws Exception {
    try (ServiceOnNodes service = onNodesReachedDirectly()) {
      Rest rest = service.rest();
      List<String> its = service.storedOn(ill.address(), KEYS);
      assertThat(its).hasSizeBetween(1, 29);

      ill.kill();

      service.awaitHealth("degraded");
      for (String key : KEYS) {
        for (Reply reply : List.of(rest.get(key), rest.put(key, "1"), rest.delete(key))) {
          assertServedUnless(its.contains(key), reply);
        }
      }
      JsonNode batch = rest.mget(KEYS.toArray(String[]::new)).json();
      assertThat(batch.path("degraded").asBoolean()).isTrue();
      for (String key : KEYS) {
        assertThat(batch.path("results").path(key).path("error").asText())
            .isEqualTo(its.contains(key) ? "backend_unavailable" : "");
      }
    }
  }

  @Test
  @DisplayName("C-01 all backends killed: every key is answered with an error, and no crash")
  void c01All() throws Exception {
    try (ServiceOnNodes service = onNodesReachedDirectly()) {
      assertThat(service.storedOn(ill.address(), KEYS)).isNotEmpty();

      nodes.forEach(LocalServer::kill);

      service.awaitHealth("unhealthy");
      assertThat(service.health().status()).isEqualTo(503);
      for (String key : KEYS) {
        assertServedUnless(true, service.rest().get(key));
        assertServedUnless(true, service.rest().put(key, "1"));
      }
      assertThat(service.rest().send("GET", "/api/v1/namespaces", null).status()).isEqualTo(200);

      nodes.forEach(LocalServer::restart);

      awaitServed(service, KEYS);
    }
  }

  @Test
  @DisplayName("C-02 backend restarted: the service reconnects by itself, and shows nothing old")
  void c02() throws Exception {
    try (ServiceOnNodes service = onNodesReachedDirectly()) {
      List<String> its = service.storedOn(ill.address(), KEYS);
      try (OneWriterPerKey load = new OneWriterPerKey(service.rest(), KEYS, 2)) {
        load.awaitAnswers(100);
        ill.kill();
        service.awaitHealth("degraded");
        load.awaitAnswers(100);

        ill.restart();

        awaitServed(service, its);
        service.awaitHealth("healthy");
        load.awaitAnswers(100);
        load.stop();
        assertThat(load.problems()).isEmpty();
        assertThat(load.failedKeys()).isNotEmpty();
        assertThat(its).containsAll(load.failedKeys());
      }
    }
  }

  @Test
  @DisplayName("C-03 memory full: what was least recently used is evicted, and nothing refused")
  void c03() throws Exception {
    try (LocalServer small = startSmallNode();
        ServiceOnNodes service = on(PATIENT, small.address())) {
      Rest rest = service.rest();
      List<String> used = names("used-", 50);
      List<String> idle = names("idle-", 300);
      used.forEach(key -> assertStored(rest, key));
      idle.forEach(key -> assertStored(rest, key));
      letPass(Duration.ofSeconds(2)); // Redis tells times apart by the second
      for (int i = 0; i < 2; i++) {
        used.forEach(key -> assertThat(rest.get(key).status()).isEqualTo(200));
      }

      // Half as much again as there is room for, and what was used is used on.
      int written = 0;
      for (String key : names("new-", SMALL_MIB * 120)) {
        assertStored(rest, key);
        if (written++ % 2 == 0) {
          rest.get(used.get(written / 2 % used.size()));
        }
      }

      assertThat(rest.get("new-" + (SMALL_MIB * 120 - 1)).status()).isEqualTo(200);
      long idleLeft = idle.stream().filter(key -> rest.get(key).status() == 200).count();
      long usedLeft = used.stream().filter(key -> rest.get(key).status() == 200).count();
      assertThat((double) usedLeft / used.size()).as("of the used").isGreaterThan(0.8);
      assertThat((double) idleLeft / idle.size()).as("of the idle").isLessThan(0.2);
    }
  }

  @Test
  @DisplayName("C-03 memory full where nothing may be evicted: 507, and reads and deletes go on")
  void c03WithoutEviction() throws Exception {
    try (LocalServer small = startSmallNodeThatEvictsNothing();
        ServiceOnNodes service = on(PATIENT, small.address())) {
      Rest rest = service.rest();
      int stored = 0;
      Reply reply = rest.put("key-0", TEN_THOUSAND_BYTES);
      while (reply.status() == 201 && stored < SMALL_MIB * 120) {
        stored++;
        reply = rest.put("key-" + stored, TEN_THOUSAND_BYTES);
      }

      assertThat(reply.status()).as(reply.body()).isEqualTo(507);
      assertThat(reply.json().path("code").asText()).isEqualTo("storage_full");
      assertThat(stored).isGreaterThan(100);
      for (int i = 0; i < stored; i++) {
        assertThat(rest.get("key-" + i).status()).isEqualTo(200);
      }
      for (int i = 0; i < 10; i++) {
        assertThat(rest.delete("key-" + i).status()).isEqualTo(200);
      }
      assertThat(rest.put("key-0", TEN_THOUSAND_BYTES).status()).isEqualTo(201);
    }
  }

  @Test
  @DisplayName("C-04 100 ms on the path to a node: its keys are served later, all others as before")
  void c04() throws Exception {
    try (ServiceOnNodes service = onNodesOneBehindALine(PATIENT)) {
      Rest rest = service.rest();
      List<String> its = service.storedOn(line.address(), KEYS);
      List<String> others = othersThan(its);

      line.delay(LATENCY);

      for (String key : its.subList(0, Math.min(5, its.size()))) {
        assertThat(nanosOf(() -> assertThat(rest.put(key, "1").status()).isEqualTo(200)))
            .isGreaterThan(2 * LATENCY.toNanos());
        assertThat(nanosOf(() -> assertThat(rest.get(key).status()).isEqualTo(200)))
            .isGreaterThan(2 * LATENCY.toNanos());
      }
      long[] took =
          others.stream()
              .mapToLong(key -> nanosOf(() -> assertThat(rest.get(key).status()).isEqualTo(200)))
              .sorted()
              .toArray();
      assertThat(took[took.length / 2]).isLessThan(LATENCY.toNanos());
    }
  }

  @Test
  @DisplayName(
      "C-04 100 ms on the path are more than the timeout: errors in time, and no old value")
  void c04WithAShorterTimeout() throws Exception {
    try (ServiceOnNodes service = onNodesOneBehindALine("150ms")) {
      Rest rest = service.rest();
      List<String> its = service.storedOn(line.address(), KEYS);
      List<String> others = othersThan(its);

      line.delay(LATENCY);

      String written = its.get(0);
      assertLost(inTime(() -> rest.put(written, "1")));
      for (String key : its) {
        assertLost(inTime(() -> rest.get(key)));
      }
      for (String key : others) { // with so short a timeout a busy machine may be late once
        await().atMost(BACK).until(() -> rest.get(key).status() == 200);
      }

      line.pass();

      awaitServed(service, its);
      Reply reply = await().atMost(BACK).until(() -> rest.get(written), r -> r.status() < 500);
      assertThat(reply.body()).doesNotContain("\"value\":0,");
    }
  }

  @Test
  @DisplayName("C-06 a node stopped by a signal: a bounded wait, the rest is served, nothing old")
  void c06Stopped() throws Exception {
    try (ServiceOnNodes service = onNodesReachedDirectly()) {
      List<String> its = service.storedOn(ill.address(), KEYS);
      try (OneWriterPerKey load = new OneWriterPerKey(service.rest(), KEYS, 2)) {
        load.awaitAnswers(100);

        ill.pause();

        assertLost(inTime(() -> service.rest().get(its.get(0))));
        service.awaitHealth("degraded");
        load.awaitAnswers(100);

        ill.resume();

        awaitServed(service, its);
        service.awaitHealth("healthy");
        load.awaitAnswers(100);
        load.stop();
        assertThat(load.problems()).isEmpty();
        assertThat(its).containsAll(load.failedKeys());
      }
    }
  }

  @Test
  @DisplayName("C-06 a script of one second on a node: a bounded wait, the rest is served")
  void c06Script() throws Exception {
    try (ServiceOnNodes service = on("500ms", addressesReachedDirectly())) {
      Rest rest = service.rest();
      List<String> its = service.storedOn(ill.address(), KEYS);

      occupyForASecond(ill);

      assertThat(its).anyMatch(key -> isLost(inTime(() -> rest.get(key))));
      for (String key : othersThan(its)) {
        await().atMost(BACK).until(() -> rest.get(key).status() == 200);
      }
      awaitServed(service, its);
    }
  }

  @Test
  @DisplayName("C-06 the path to a node stalled for 30 s: bounded waits, the rest is served")
  void c06Stalled() throws Exception {
    try (ServiceOnNodes service = onNodesOneBehindALine(PATIENT)) {
      Rest rest = service.rest();
      List<String> its = service.storedOn(line.address(), KEYS);
      List<String> others = othersThan(its);

      line.stall();

      long begun = System.nanoTime();
      while (System.nanoTime() - begun < STALL.toNanos()) {
        for (String key : its) {
          assertLost(inTime(() -> rest.get(key)));
        }
        for (String key : others) {
          assertThat(rest.get(key).status()).isEqualTo(200);
        }
        assertThat(inTime(service::health).status()).isEqualTo(200);
        letPass(Duration.ofMillis(200));
      }

      line.pass();

      awaitServed(service, its);
      its.forEach(key -> assertThat(rest.get(key).status()).isEqualTo(200));
    }
  }

  private ServiceOnNodes onNodesReachedDirectly() throws Exception {
    return on(PATIENT, addressesReachedDirectly());
  }

  private String[] addressesReachedDirectly() {
    return nodes.stream().map(LocalServer::address).toArray(String[]::new);
  }

  private ServiceOnNodes onNodesOneBehindALine(String commandTimeout) throws Exception {
    return on(commandTimeout, nodes.get(0).address(), line.address(), nodes.get(2).address());
  }

  private ServiceOnNodes on(String commandTimeout, String... addresses) throws Exception {
    return ServiceOnNodes.start(configuration(), List.of(addresses), commandTimeout);
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  private static List<String> othersThan(List<String> its) {
    assertThat(its).hasSizeBetween(1, KEYS.size() - 1);
    return KEYS.stream().filter(key -> !its.contains(key)).toList();
  }

  private static void assertStored(Rest rest, String key) {
    Reply reply = rest.put(key, TEN_THOUSAND_BYTES);
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
  }

  private static void assertServedUnless(boolean dead, Reply reply) {
    if (dead) {
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.json().path("code").asText()).isEqualTo("backend_unavailable");
      assertThat(reply.header("Retry-After")).isNotEmpty();
    } else {
      assertThat(reply.status()).as(reply.body()).isIn(200, 201, 404);
    }
  }

  /** As for want of an answer, before and after that is known. */
  private static void assertLost(Reply reply) {
    assertThat(isLost(reply)).as("%d %s", reply.status(), reply.body()).isTrue();
  }

  private static boolean isLost(Reply reply) {
    String code = reply.json().path("code").asText();
    return (reply.status() == 504 && code.equals("backend_timeout"))
        || (reply.status() == 503
            && code.equals("backend_unavailable")
            && !reply.header("Retry-After").isEmpty());
  }

  private static void awaitServed(ServiceOnNodes service, List<String> keys) {
    for (String key : keys) {
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(BACK)
          .until(() -> service.rest().get(key).status() < 500);
    }
  }

  private static Reply inTime(Supplier<Reply> call) {
    long begun = System.nanoTime();
    Reply reply = call.get();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
    return reply;
  }

  private static long nanosOf(Runnable call) {
    long begun = System.nanoTime();
    call.run();
    return System.nanoTime() - begun;
  }

  private static void letPass(Duration time) {
    long begun = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> System.nanoTime() - begun > time.toNanos());
  }
}
