package io.ringcache.rest;

import static io.ringcache.rest.LaneMessages.AUTH;
import static io.ringcache.rest.LaneMessages.KEY;
import static io.ringcache.rest.LaneMessages.get;
import static io.ringcache.rest.LaneMessages.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import io.ringcache.http.RawHttp;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two services, one with the fast lane and one without, are told the same and answer the same: no
 * client can tell which of the lanes served it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LanesContract {

  private static final int LARGE = 40_000;

  private final String configuration;
  private DropwizardTestSupport<RingcacheConfiguration> fast;
  private DropwizardTestSupport<RingcacheConfiguration> slow;

  LanesContract(String configuration) {
    this.configuration = configuration;
    this.fast = new DropwizardTestSupport<>(RingcacheApplication.class, configuration);
    this.slow = fast;
  }

  /** Where the servers are, for one of the two services. */
  List<ConfigOverride> overrides(boolean withLane) {
    return List.of();
  }

  @BeforeAll
  final void start() throws Exception {
    fast = started(true);
    slow = started(false);
    for (DropwizardTestSupport<?> service : List.of(fast, slow)) {
      register(service, "ns");
      store(service, "hit", "{\"value\":{\"a\":[1,2.50,\"\u00c3\u00a9\"]},\"ttl\":50000}");
      store(service, "a%2Fb", "{\"value\":1,\"ttl\":50000}");
      store(service, "a%3Bb", "{\"value\":2,\"ttl\":50000}");
      store(service, "%C3%A9", "{\"value\":3,\"ttl\":50000}");
      store(service, "large", "{\"value\":\"" + "x".repeat(LARGE) + "\",\"ttl\":50000}");
      store(service, "number", "{\"value\":\"12\",\"ttl\":50000}");
    }
  }

  /** The later one first: each puts the overrides back that it found. */
  @AfterAll
  final void stop() {
    slow.after();
    fast.after();
  }

  private DropwizardTestSupport<RingcacheConfiguration> started(boolean withLane) throws Exception {
    List<ConfigOverride> all = new ArrayList<>(overrides(withLane));
    all.add(ConfigOverride.config("database.url", "jdbc:h2:mem:" + UUID.randomUUID()));
    all.add(ConfigOverride.config("auth.mode", "api-key"));
    all.add(ConfigOverride.config("auth.adminKey", KEY));
    all.add(ConfigOverride.config("namespaces.autoCreate", "false"));
    all.add(ConfigOverride.config("server.applicationConnectors[0].port", "0"));
    all.add(ConfigOverride.config("server.adminConnectors[0].port", "0"));
    all.add(ConfigOverride.config("limits.maxValueBytes", "64KiB"));
    all.add(ConfigOverride.config("limits.maxRequestBytes", "128KiB"));
    all.add(ConfigOverride.config("logging.level", "WARN"));
    all.add(ConfigOverride.config("fastLane", Boolean.toString(withLane)));
    DropwizardTestSupport<RingcacheConfiguration> service =
        new DropwizardTestSupport<>(
            RingcacheApplication.class, configuration, all.toArray(ConfigOverride[]::new));
    service.before();
    return service;
  }

  private static void register(DropwizardTestSupport<?> service, String namespace)
      throws IOException {
    String message =
        "PUT /api/v1/namespaces/"
            + namespace
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + AUTH
            + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    assertThat(RawHttp.exchange(service.getLocalPort(), message).status()).isEqualTo(201);
  }

  private static void store(DropwizardTestSupport<?> service, String key, String body)
      throws IOException {
    RawHttp.Answer answer = RawHttp.exchange(service.getLocalPort(), put(key, body));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  @ParameterizedTest
  @MethodSource({
    "io.ringcache.rest.LaneMessages#reads",
    "io.ringcache.rest.LaneMessages#otherPaths",
    "io.ringcache.rest.LaneMessages#headers",
    "io.ringcache.rest.LaneMessages#oddMessages"
  })
  void aReadIsAnsweredTheSame(String message) throws IOException {
    assertThat(conversation(fast, message)).isEqualTo(conversation(slow, message));
  }

  @ParameterizedTest
  @MethodSource("io.ringcache.rest.LaneMessages#writes")
  void aWriteIsAnsweredTheSameAndDoesTheSame(String message) throws IOException {
    assertThat(conversation(fast, message)).isEqualTo(conversation(slow, message));
    for (DropwizardTestSupport<?> service : List.of(fast, slow)) {
      RawHttp.request(service.getLocalPort(), "DELETE", "/api/v1/cache/ns/new");
      RawHttp.exchange(
          service.getLocalPort(),
          "DELETE /api/v1/cache/ns/new HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "\r\n");
    }
  }

  @Test
  void aKnownValueIsNotSentAgain() throws IOException {
    String tag =
        RawHttp.exchange(fast.getLocalPort(), get("/api/v1/cache/ns/hit", AUTH)).header("ETag");
    String message = get("/api/v1/cache/ns/hit", AUTH + "If-None-Match: W/" + tag + "\r\n");

    assertThat(conversation(fast, message)).isEqualTo(conversation(slow, message));
    assertThat(RawHttp.exchange(fast.getLocalPort(), message).status()).isEqualTo(304);
  }

  @Test
  void hitsAndMissesAreCountedTheSame() throws IOException {
    List<List<String>> answers = new ArrayList<>();
    for (DropwizardTestSupport<?> service : List.of(fast, slow)) {
      register(service, "counted");
      answers.add(
          conversation(
              service,
              get("/api/v1/cache/counted/a", AUTH)
                  + put("x", "{\"value\":1}").replace("cache/ns/", "cache/counted/")
                  + get("/api/v1/cache/counted/x", AUTH).repeat(3)
                  + get("/api/v1/cache/counted/stats", AUTH)));
    }
    assertThat(answers.get(0)).isEqualTo(answers.get(1));
    assertThat(answers.get(0).get(5)).contains("\"hits\":3,\"misses\":1");
  }

  @Test
  void requestsThatDidNotWaitForAnswersAreAnsweredInTheirOrder() throws IOException {
    String message =
        get("/api/v1/cache/ns/hit", AUTH)
            + get("/api/v1/cache/ns/miss", AUTH)
            + get("/api/v1/cache/ns/hit", "")
            + put("number", "{\"value\":1,\"ttl\":50000}")
            + get("/api/v1/cache/ns/number", AUTH)
            + get("/api/v1/cache/ns/large", AUTH)
            + get("/api/v1/cache/ns/hit?x", AUTH)
            + get("/api/v1/cache/ns/hit", AUTH);

    List<String> answers = conversation(fast, message);

    assertThat(answers).hasSize(9).isEqualTo(conversation(slow, message));
    assertThat(answers)
        .extracting(answer -> answer.substring(0, 3))
        .containsExactly("200", "404", "401", "200", "200", "200", "400", "200", "404");
  }

  @Test
  void aBodyThatComesLateIsWaitedFor() throws IOException {
    List<String> answers = new ArrayList<>();
    for (DropwizardTestSupport<?> service : List.of(fast, slow)) {
      try (RawHttp http = RawHttp.connect(service.getLocalPort())) {
        String message = put("late", "{\"value\":\"abc\",\"ttl\":50000}");
        for (int i = 0; i < message.length(); i++) {
          http.send(message.substring(i, i + 1));
        }
        answers.add(described(http.read()));
        http.send(get("/api/v1/cache/ns/late", AUTH));
        answers.add(described(http.read()));
      }
    }
    assertThat(answers.get(0)).startsWith("201").isEqualTo(answers.get(2));
    assertThat(answers.get(1)).startsWith("200").isEqualTo(answers.get(3));
  }

  @Test
  void aBodyThatEndsTooEarlyIsRefusedTheSame() throws IOException {
    List<String> answers = new ArrayList<>();
    for (DropwizardTestSupport<?> service : List.of(fast, slow)) {
      try (RawHttp http = RawHttp.connect(service.getLocalPort())) {
        String message = put("cut", "{\"value\":\"abc\",\"ttl\":50000}");
        http.send(message.substring(0, message.length() - 5));
        http.endSending();
        answers.add(described(http.read()));
      }
    }
    assertThat(answers.get(0)).startsWith("400").isEqualTo(answers.get(1));
  }

  /** Answers of 4 MB for one who does not read them: more than the kernel takes off our hands. */
  @Test
  void whoDoesNotReadHoldsNobodyElseUp() throws IOException {
    store(fast, "sixteen", "{\"value\":\"" + "x".repeat(16_000) + "\",\"ttl\":50000}");
    int times = 256;
    try (RawHttp idle = RawHttp.connect(fast.getLocalPort())) {
      idle.send(get("/api/v1/cache/ns/sixteen", AUTH).repeat(times));
      for (int i = 0; i < 50; i++) {
        assertThat(
                RawHttp.exchange(fast.getLocalPort(), get("/api/v1/cache/ns/hit", AUTH)).status())
            .isEqualTo(200);
      }
      for (int i = 0; i < times; i++) {
        assertThat(idle.read().body()).hasSizeGreaterThan(16_000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hit", "miss", "a%2Fb"})
  void aPlainReadTakesTheLane(String key) throws IOException {
    long before = taken();
    RawHttp.exchange(fast.getLocalPort(), get("/api/v1/cache/ns/" + key, AUTH));
    assertThat(taken()).isEqualTo(before + 1);
  }

  @Test
  void aPlainWriteTakesTheLaneAndAConditionalOneDoesNot() throws IOException {
    long before = taken();
    RawHttp.exchange(fast.getLocalPort(), put("plain", "{\"value\":1}"));
    assertThat(taken()).isEqualTo(before + 1);
    RawHttp.exchange(fast.getLocalPort(), put("plain", "If-Match: *\r\n", "{\"value\":1}"));
    assertThat(taken()).isEqualTo(before + 1);
  }

  private long taken() {
    return fast.getEnvironment().metrics().counter("io.ringcache.entry.FastLane.taken").getCount();
  }

  /**
   * What comes back on one connection, and whether it serves a further request then; without what
   * differs from one time to the next.
   */
  private static List<String> conversation(DropwizardTestSupport<?> service, String message)
      throws IOException {
    List<String> answers = new ArrayList<>();
    try (RawHttp http = RawHttp.connect(service.getLocalPort())) {
      http.send(message);
      http.send("GET /last HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "Connection: close\r\n\r\n");
      while (true) {
        RawHttp.Answer answer = http.read();
        answers.add(described(answer));
      }
    } catch (EOFException | SocketException end) {
      return answers;
    }
  }

  private static String described(RawHttp.Answer answer) {
    Map<String, String> headers = new TreeMap<>(answer.headers());
    headers.remove("Date");
    headers.computeIfPresent(
        "X-Request-Id", (name, id) -> id.matches("[0-9a-f]{16}") ? "one of ours" : id);
    headers.computeIfPresent("X-Cache-TTL", (name, ttl) -> "some");
    String body =
        answer
            .body()
            .replaceAll("\"request_id\":\"[0-9a-f]{16}\"", "\"request_id\":\"one of ours\"")
            .replaceAll("\"ttl_remaining\":[0-9]+", "\"ttl_remaining\":\"some\"")
            .replaceAll(
                "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z", "then");
    return answer.status() + " " + headers + " " + body;
  }
}
