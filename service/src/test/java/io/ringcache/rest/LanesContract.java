package io.ringcache.rest;

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
import java.util.stream.Stream;
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

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String AUTH = "Authorization: Bearer " + KEY + "\r\n";
  private static final String TAG = "\"d6baa1b1e0a9f0a5b5d7d8fda5c8a4a5\"";
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
      put(service, "hit", "{\"value\":{\"a\":[1,2.50,\"\u00c3\u00a9\"]},\"ttl\":50000}");
      put(service, "a%2Fb", "{\"value\":1,\"ttl\":50000}");
      put(service, "a%3Bb", "{\"value\":2,\"ttl\":50000}");
      put(service, "%C3%A9", "{\"value\":3,\"ttl\":50000}");
      put(service, "large", "{\"value\":\"" + "x".repeat(LARGE) + "\",\"ttl\":50000}");
      put(service, "number", "{\"value\":\"12\",\"ttl\":50000}");
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

  private static void put(DropwizardTestSupport<?> service, String key, String body)
      throws IOException {
    RawHttp.Answer answer = RawHttp.exchange(service.getLocalPort(), put(key, body));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  static Stream<String> reads() {
    return Stream.of(
            "hit",
            "miss",
            "large",
            "a%2Fb",
            "a%2fb",
            "%61%2Fb",
            "a;b",
            "a%3bb",
            "%C3%A9",
            "h\u00c3\u00a9",
            "%ff",
            "%",
            "%4",
            "%zz",
            "%C3",
            "",
            ".",
            "..",
            "%2e%2e",
            "a%0Ab",
            "a%00b",
            "hit?",
            "hit?x=1",
            "hit?x",
            "hit#f",
            "hit/",
            "hit/x",
            "a//b",
            "{a}",
            "a|b",
            "a\\b",
            "a\"b",
            "k".repeat(512),
            "k".repeat(513),
            "%E6%BC%A2".repeat(171))
        .map(key -> get("/api/v1/cache/ns/" + key, AUTH));
  }

  static Stream<String> otherPaths() {
    return Stream.of(
            "/api/v1/cache/other/hit",
            "/api/v1/cache/n%73/hit",
            "/api/v1/cache/-bad/hit",
            "/api/v1/cache/%ff/hit",
            "/api/v1/cache//hit",
            "/api/v1/cache/./ns/hit",
            "/api/v1/cache/x/../ns/hit",
            "/api/v1/cache/ns/%2e%2e/ns/hit",
            "/api/v1/cache/ns;x=1/hit",
            "/api/v1//cache/ns/hit",
            "/api/v1/cache/ns",
            "/api/v1/cache",
            "/API/v1/cache/ns/hit",
            "/api/v1/nothing",
            "/health/no",
            "http://localhost/api/v1/cache/ns/hit")
        .map(path -> get(path, AUTH));
  }

  static Stream<String> headers() {
    return Stream.of(
            "",
            "Authorization: Bearer wrong\r\n",
            "Authorization: Basic " + KEY + "\r\n",
            AUTH + AUTH,
            AUTH + "Accept: */*\r\n",
            AUTH + "Accept: application/json\r\n",
            AUTH + "Accept: application/*;q=0.5\r\n",
            AUTH + "Accept: text/html, */*;q=0.1\r\n",
            AUTH + "Accept: text/html\r\n",
            AUTH + "Accept: application/json;q=0\r\n",
            AUTH + "Accept: nonsense\r\n",
            AUTH + "Accept: */*\r\nAccept: text/html\r\n",
            AUTH + "Accept:\r\n",
            AUTH + "Accept-Encoding: gzip\r\n",
            AUTH + "Accept-Charset: utf-16\r\n",
            AUTH + "Accept-Language: nonsense;;q\r\n",
            AUTH + "X-Request-Id: mine-1\r\n",
            AUTH + "X-Request-Id: not mine\r\n",
            AUTH + "If-None-Match: *\r\n",
            AUTH + "If-None-Match: \"other\"\r\n",
            AUTH + "If-None-Match: nonsense\r\n",
            AUTH + "If-None-Match: " + TAG + "\r\nIf-None-Match: W/\"x\"\r\n",
            AUTH + "If-Match: \"other\"\r\n",
            AUTH + "If-Modified-Since: Thu, 01 Jan 2037 00:00:00 GMT\r\n",
            AUTH + "Range: bytes=0-3\r\n",
            AUTH + "Content-Type: nonsense\r\n",
            AUTH + "Content-Encoding: gzip\r\n",
            AUTH + "Cookie: a=b; ;=\r\n",
            AUTH + "Expect: 100-continue\r\n",
            AUTH + "Expect: nonsense\r\n",
            AUTH + "Upgrade: h2c\r\nConnection: upgrade\r\n",
            AUTH + "Connection: close\r\n",
            AUTH + "X-HTTP-Method-Override: DELETE\r\n",
            AUTH + "Content-Length: 3\r\n\r\nabc",
            AUTH + "Content-Length: 0\r\n",
            AUTH + "Content-Length: 3\r\nContent-Length: 4\r\n",
            AUTH + "Content-Length: nonsense\r\n",
            AUTH + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n")
        .map(headers -> get("/api/v1/cache/ns/hit", headers));
  }

  static Stream<String> oddMessages() {
    String path = "/api/v1/cache/ns/hit";
    return Stream.of(
        "GET " + path + " HTTP/1.0\r\n" + AUTH + "\r\n",
        "GET " + path + " HTTP/1.0\r\nConnection: keep-alive\r\n" + AUTH + "\r\n",
        "GET " + path + " HTTP/1.1\r\n" + AUTH + "\r\n",
        "GET " + path + "\r\n",
        "get " + path + " HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "\r\n",
        "OPTIONS " + path + " HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "\r\n",
        "PATCH " + path + " HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "\r\n",
        "TRACE " + path + " HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "\r\n",
        "DELETE /api/v1/cache/ns/miss HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "\r\n",
        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(9000) + "\r\n\r\n");
  }

  /** What is asked about the key is asked afterwards: whether it is there, and what it is. */
  static Stream<String> writes() {
    return Stream.of(
            put("{\"value\":1}"),
            put("{\"value\":{\"a\": [1, 2.50 , null]},\"ttl\":60,\"tags\":[\"t\"]}"),
            put("{\"ttl\":0.5,\"value\":\"\u00c3\u00a9\"}"),
            put("{}"),
            put("{\"value\":1,\"ttl\":-1}"),
            put("{\"value\":1,\"ttl\":\"1\"}"),
            put("{\"value\":1,\"tags\":\"t\"}"),
            put("{\"value\":1,\"tags\":[\"\"]}"),
            put("{\"value\":1,\"colour\":1}"),
            put("{\"value\":1,\"value\":2}"),
            put("{\"value\":1} x"),
            put("{\"value\":"),
            put("{\"value\":\"\u00ff\"}"),
            put("[]"),
            put("nonsense"),
            put(" "),
            put("{\"value\":" + "[".repeat(1001) + "]".repeat(1001) + "}"),
            put("{\"value\":\"" + "x".repeat(16 << 10) + "\"}"),
            put("{\"value\":\"" + "x".repeat(70_000) + "\"}"),
            put("{\"value\":\"" + "x".repeat(140_000) + "\"}"),
            putWith("Content-Type: text/plain\r\n", "{\"value\":1}"),
            putWith("Content-Type: application/json; charset=utf-8\r\n", "{\"value\":1}"),
            putWith("Content-Type: APPLICATION/JSON\r\n", "{\"value\":1}"),
            putWith("Content-Type: application/json; charset=latin1\r\n", "{\"value\":1}"),
            putWith("Content-Encoding: identity\r\n", "{\"value\":1}"),
            putWith("Content-Encoding: gzip\r\n", "{\"value\":1}"),
            putWith("Content-Encoding: br\r\n", "{\"value\":1}"),
            putWith("If-None-Match: *\r\n", "{\"value\":1}"),
            putWith("If-Match: *\r\n", "{\"value\":1}"),
            putWith("If-Match: \"x\"\r\n", "{\"value\":1}"),
            putWith("If-None-Match: nonsense\r\n", "{\"value\":1}"),
            putWith("Expect: 100-continue\r\n", "{\"value\":1}"),
            putWith("Connection: close\r\n", "{\"value\":1}"),
            putWith("Accept: text/html\r\n", "{\"value\":1}"),
            "PUT /api/v1/cache/ns/new HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "\r\n",
            "PUT /api/v1/cache/ns/new HTTP/1.1\r\nHost: localhost\r\n"
                + AUTH
                + "Content-Length: 0\r\n\r\n",
            "PUT /api/v1/cache/ns/new HTTP/1.1\r\nHost: localhost\r\n"
                + AUTH
                + "Transfer-Encoding: chunked\r\n\r\nb\r\n{\"value\":1}\r\n0\r\n\r\n",
            "PUT /api/v1/cache/ns/new HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Length: 11\r\n\r\n{\"value\":1}",
            "PUT /api/v1/cache/ns/new?x=1 HTTP/1.1\r\nHost: localhost\r\n"
                + AUTH
                + "Content-Length: 11\r\n\r\n{\"value\":1}",
            "PUT /api/v1/cache/ns/stats HTTP/1.1\r\nHost: localhost\r\n"
                + AUTH
                + "Content-Length: 11\r\n\r\n{\"value\":1}",
            "PUT /api/v1/cache/other/new HTTP/1.1\r\nHost: localhost\r\n"
                + AUTH
                + "Content-Length: 11\r\n\r\n{\"value\":1}",
            "PUT /api/v1/cache/ns/new HTTP/1.0\r\n"
                + AUTH
                + "Content-Length: 11\r\n\r\n{\"value\":1}")
        .map(write -> write + get("/api/v1/cache/ns/new", AUTH));
  }

  @ParameterizedTest
  @MethodSource({"reads", "otherPaths", "headers", "oddMessages"})
  void aReadIsAnsweredTheSame(String message) throws IOException {
    assertThat(conversation(fast, message)).isEqualTo(conversation(slow, message));
  }

  @ParameterizedTest
  @MethodSource("writes")
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
    put(fast, "sixteen", "{\"value\":\"" + "x".repeat(16_000) + "\",\"ttl\":50000}");
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

  private static String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }

  private static String put(String body) {
    return put("new", body);
  }

  private static String putWith(String headers, String body) {
    return put("new", headers, body);
  }

  private static String put(String key, String body) {
    return put(key, "", body);
  }

  private static String put(String key, String headers, String body) {
    return "PUT /api/v1/cache/ns/"
        + key
        + " HTTP/1.1\r\nHost: localhost\r\n"
        + AUTH
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
