package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.rest.Rest.Reply;
import io.ringcache.testing.LocalServer;
import io.ringcache.testing.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The customer's table of disturbances, by its numbers: what a client of the whole service sees
 * while one of three nodes is in trouble. A backend's test extends this class and says how its
 * servers are started, nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ChaosTable {

  /** Twice what it may take until a node that is there again is served again. */
  private static final Duration BACK = Duration.ofSeconds(10);

  /** Longer than a busy machine is late: a healthy node must not fail a call. */
  private static final String PATIENT = "2s";

  /** Less than what is done to a node here, even where a read is sent once more. */
  private static final String IMPATIENT = "150ms";

  private static final Duration LATENCY = Duration.ofMillis(100);

  private static final List<String> KEYS = names("key-", 30);

  protected static final int SMALL_MIB = 4;

  private static final String TEN_THOUSAND_BYTES = '"' + "x".repeat(9_998) + '"';

  /** More of them than a small node has room for. */
  private static final int TOO_MANY = SMALL_MIB * 120;

  private List<? extends LocalServer> nodes = List.of();

  /** The one of them that is killed and stopped. */
  private LocalServer ill;

  /** The way to another one of them, which is reached by it alone. */
  private TcpProxy line;

  /** Two services on these nodes, by their timeouts. */
  private ServiceOnNodes patient;

  private ServiceOnNodes impatient;

  private StalledPath stalled;

  /** The path of a configuration file, from the module's directory. */
  protected abstract String configuration();

  protected abstract LocalServer startNode();

  /** One with {@value #SMALL_MIB} MiB, which evicts what was least recently used. */
  protected abstract LocalServer startSmallNode();

  /** One with {@value #SMALL_MIB} MiB, which evicts nothing. */
  protected abstract LocalServer startSmallNodeThatEvictsNothing();

  /** Has the node do nothing else for a second; returns before that. */
  protected abstract void occupyForASecond(LocalServer node);

  @BeforeAll
  void startThem() throws Exception {
    stalled = StalledPath.start(configuration(), this::startNode, PATIENT);
    nodes = Stream.generate(this::startNode).limit(3).toList();
    ill = nodes.get(1);
    line = TcpProxy.to(nodes.get(2).port());
    List<String> addresses = List.of(nodes.get(0).address(), ill.address(), line.address());
    patient = ServiceOnNodes.start(configuration(), addresses, PATIENT);
    impatient = ServiceOnNodes.start(configuration(), addresses, IMPATIENT);
  }

  @AfterAll
  void stopThem() {
    impatient.close();
    patient.close();
    line.close();
    nodes.forEach(LocalServer::close);
    stalled.close();
  }

  @BeforeEach
  void nothingIsWrong() {
    patient.awaitHealth("healthy");
    impatient.awaitHealth("healthy");
  }

  @AfterEach
  void restartThem() {
    line.pass();
    nodes.forEach(LocalServer::restart);
  }

  @Test
  @DisplayName("C-01 backend killed: its keys are answered with an error, all others are served")
  void c01() {
    Rest rest = patient.rest();
    List<String> its = patient.storedOn(ill.address(), KEYS);
    assertThat(its).hasSizeBetween(1, KEYS.size() - 1);

    ill.kill();

    patient.awaitHealth("degraded");
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

  @Test
  @DisplayName("C-01 all backends killed: every key is answered with an error, and no crash")
  void c01All() {
    assertThat(patient.storedOn(ill.address(), KEYS)).isNotEmpty();

    nodes.forEach(LocalServer::kill);

    patient.awaitHealth("unhealthy");
    assertThat(patient.health().status()).isEqualTo(503);
    for (String key : KEYS) {
      assertServedUnless(true, patient.rest().get(key));
      assertServedUnless(true, patient.rest().put(key, "1"));
    }
    assertThat(patient.rest().send("GET", "/api/v1/namespaces", null).status()).isEqualTo(200);

    nodes.forEach(LocalServer::restart);

    patient.awaitServed(KEYS, BACK);
  }

  @Test
  @DisplayName("C-02 backend restarted: the service reconnects by itself, and shows nothing old")
  void c02() {
    List<String> its = patient.storedOn(ill.address(), KEYS);
    try (OneWriterPerKey load = new OneWriterPerKey(patient.rest(), KEYS, 2)) {
      load.awaitAnswers(100);
      ill.kill();
      patient.awaitHealth("degraded");
      load.awaitAnswers(100);

      ill.restart();

      patient.awaitServed(its, BACK);
      patient.awaitHealth("healthy");
      load.awaitAnswers(100);
      load.stop();
      assertThat(load.problems()).isEmpty();
      assertThat(load.failedKeys()).isNotEmpty();
      assertThat(its).containsAll(load.failedKeys());
    }
  }

  @Test
  @DisplayName("C-03 memory full: what was least recently used is evicted, and nothing refused")
  void c03() throws Exception {
    try (LocalServer small = startSmallNode();
        ServiceOnNodes service = on(small)) {
      Rest rest = service.rest();
      List<String> idle = names("idle-", TOO_MANY);
      List<String> used = names("used-", 20);
      List<String> fresh = names("fresh-", 60);
      idle.forEach(key -> assertStored(rest, key));
      used.forEach(key -> assertStored(rest, key));
      letPass(Duration.ofSeconds(2)); // Redis tells times apart by the second
      used.forEach(rest::get);
      used.forEach(rest::get); // memcached counts from the second time on
      fresh.forEach(key -> assertStored(rest, key));

      assertThat(shareLeft(rest, fresh)).isGreaterThan(0.9);
      assertThat(shareLeft(rest, used)).isGreaterThan(0.8);
      assertThat(shareLeft(rest, idle)).isLessThan(0.8);
    }
  }

  private static double shareLeft(Rest rest, List<String> keys) {
    return (double) keys.stream().filter(key -> rest.get(key).status() == 200).count()
        / keys.size();
  }

  @Test
  @DisplayName("C-03 memory full where nothing may be evicted: 507, and reads and deletes go on")
  void c03WithoutEviction() throws Exception {
    try (LocalServer small = startSmallNodeThatEvictsNothing();
        ServiceOnNodes service = on(small)) {
      Rest rest = service.rest();
      int stored = 0;
      Reply reply = rest.put("key-0", TEN_THOUSAND_BYTES);
      while (reply.status() == 201 && stored < TOO_MANY) {
        stored++;
        reply = rest.put("key-" + stored, TEN_THOUSAND_BYTES);
      }

      assertThat(reply.status()).as(reply.body()).isEqualTo(507);
      assertThat(reply.json().path("code").asText()).isEqualTo("storage_full");
      assertThat(stored).isGreaterThan(100);
      for (int i = 0; i < stored; i++) {
        assertThat(rest.get("key-" + i).status()).isEqualTo(200);
      }
      for (int i = 0; i < stored / 2; i++) {
        assertThat(rest.delete("key-" + i).status()).isEqualTo(200);
      }
      // A node counts its connections' buffers, too, and shrinks them when it gets to that.
      await()
          .pollDelay(Duration.ZERO)
          .atMost(BACK)
          .untilAsserted(() -> assertStored(rest, "key-0"));
    }
  }

  @Test
  @DisplayName("C-04 100 ms on the path to a node: its keys are served later, all others as before")
  void c04() {
    Rest rest = patient.rest();
    List<String> its = patient.storedOn(line.address(), KEYS);

    line.delay(LATENCY);

    for (String key : its.subList(0, Math.min(3, its.size()))) {
      assertThat(nanosOf(() -> assertThat(rest.put(key, "1").status()).isEqualTo(200)))
          .isGreaterThan(2 * LATENCY.toNanos());
      assertThat(nanosOf(() -> assertThat(rest.get(key).body()).startsWith("{\"value\":1,")))
          .isGreaterThan(2 * LATENCY.toNanos());
    }
    long[] took =
        othersThan(its).stream()
            .mapToLong(key -> nanosOf(() -> assertThat(rest.get(key).status()).isEqualTo(200)))
            .sorted()
            .toArray();
    assertThat(took[took.length / 2]).isLessThan(LATENCY.toNanos());
  }

  @Test
  @DisplayName(
      "C-04 100 ms on the path are more than the timeout: errors in time, and no old value")
  void c04WithAShorterTimeout() {
    Rest rest = impatient.rest();
    List<String> its = impatient.storedOn(line.address(), KEYS);

    line.delay(LATENCY);

    Answers.assertLost(Answers.inTime(() -> rest.put(its.get(0), "1")));
    for (String key : its) {
      Answers.assertLost(Answers.inTime(() -> rest.get(key)));
    }
    assertServedSoon(rest, othersThan(its));

    line.pass();

    impatient.awaitServed(its, BACK);
    assertThat(impatient.served(its.get(0), BACK).body()).doesNotContain("\"value\":0,");
  }

  @Test
  @DisplayName("C-06 a node stopped by a signal: a bounded wait, the rest is served, nothing old")
  void c06Stopped() {
    List<String> its = patient.storedOn(ill.address(), KEYS);
    try (OneWriterPerKey load = new OneWriterPerKey(patient.rest(), KEYS, 2)) {
      load.awaitAnswers(100);

      ill.pause();

      Answers.assertLost(Answers.inTime(() -> patient.rest().get(its.get(0))));
      patient.awaitHealth("degraded");
      load.awaitAnswers(100);

      ill.resume();

      patient.awaitServed(its, BACK);
      patient.awaitHealth("healthy");
      load.awaitAnswers(100);
      load.stop();
      assertThat(load.problems()).isEmpty();
      assertThat(its).containsAll(load.failedKeys());
    }
  }

  @Test
  @DisplayName("C-06 a script of one second on a node: a bounded wait, the rest is served")
  void c06Script() {
    Rest rest = impatient.rest();
    List<String> its = impatient.storedOn(ill.address(), KEYS);

    occupyForASecond(ill);

    assertThat(its).anyMatch(key -> Answers.isLost(Answers.inTime(() -> rest.get(key))));
    assertServedSoon(rest, othersThan(its));
    impatient.awaitServed(its, BACK);
    assertServedSoon(rest, its);
  }

  /** Begun before all others, and looked at last. */
  @Test
  @Order(Integer.MAX_VALUE)
  @DisplayName("C-06 the path to a node stalled for 30 s: bounded waits, the rest is served")
  void c06StalledFor30Seconds() {
    stalled.awaitEnd();
  }

  private ServiceOnNodes on(LocalServer small) throws Exception {
    return ServiceOnNodes.start(configuration(), List.of(small.address()), PATIENT);
  }

  private static List<String> othersThan(List<String> its) {
    assertThat(its).hasSizeBetween(1, KEYS.size() - 1);
    return KEYS.stream().filter(key -> !its.contains(key)).toList();
  }

  /** With so short a timeout a busy machine may be late once. */
  private static void assertServedSoon(Rest rest, List<String> keys) {
    for (String key : keys) {
      await().pollDelay(Duration.ZERO).atMost(BACK).until(() -> rest.get(key).status() == 200);
    }
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
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
