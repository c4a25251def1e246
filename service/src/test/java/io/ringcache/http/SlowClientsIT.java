package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Clients that are never idle, and never done. */
class SlowClientsIT {

  /** More than the service has threads. */
  private static final int MANY = 1_100;

  /** For what is to happen at some time, however busy the machine is. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** More than anybody gets to say in that time who says a byte a second. */
  private static final int LONG = 500;

  private static final SmallService SERVICE =
      SmallService.start("{maxHeaderTime: 2s, minBytesPerSecond: 1KiB}", "8s");

  @AfterAll
  static void stop() {
    SERVICE.close();
  }

  @Test
  void whoSendsHeadersForEverIsCutOff() throws Exception {
    try (Crowd crowd = Crowd.of(3, SERVICE.port(), 0)) {
      crowd.members().get(0).say("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(LONG));
      crowd.members().get(1).say("G" + "E".repeat(LONG));
      crowd.members().get(2).say("\r\n".repeat(LONG));
      assertCutOff(crowd, 40, Duration.ofSeconds(1));
    }
  }

  @Test
  void whoSendsABodyForEverIsCutOffAndHasNoThreadMeanwhile() throws Exception {
    try (Crowd crowd = Crowd.of(MANY, SERVICE.port(), 0)) {
      String request = post(2 * LONG) + "{\"keys\":[";
      crowd.members().forEach(member -> member.say(request + " ".repeat(LONG)));
      assertCutOff(
          crowd,
          request.length(),
          Duration.ofSeconds(10),
          () -> assertThat(mget("k")).isEqualTo(200));
    }
  }

  @Test
  void whoTakesAnAnswerForEverIsCutOffAndHasNoThreadMeanwhile() throws Exception {
    String value = "{\"value\":\"" + "x".repeat(60_000) + "\"}";
    assertThat(
            RawHttp.exchange(
                    SERVICE.port(),
                    "PUT /api/v1/cache/ns/k HTTP/1.1\r\nHost: a\r\nContent-Length: "
                        + value.length()
                        + "\r\n\r\n"
                        + value)
                .status())
        .isBetween(200, 201);
    // On the slower lane, and more than the kernel takes on the way.
    String request = "GET /api/v1/cache/ns/k HTTP/1.1\r\nHost: a\r\nIf-Match: *\r\n\r\n".repeat(80);
    try (Crowd crowd = Crowd.of(200, SERVICE.port(), 4096)) {
      crowd.members().forEach(member -> member.say(request));
      crowd.members().forEach(member -> member.send(Integer.MAX_VALUE));

      assertThat(mget("k")).isEqualTo(200);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(SERVICE.threads()).doesNotContain("Blocker"));
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                crowd.members().forEach(member -> member.receive(100));
                assertThat(SERVICE.connections()).isZero();
                assertThat(SERVICE.held()).isZero();
              });
    }
  }

  @Test
  void whoIsSlowButFastEnoughIsServed() throws Exception {
    String body = "{\"value\":\"" + "x".repeat(45_000) + "\"}";
    try (Crowd crowd = Crowd.of(1, SERVICE.port(), 0)) {
      Crowd.Member client = crowd.members().get(0);
      client.say(
          "PUT /api/v1/cache/ns/slow HTTP/1.1\r\nHost: a\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n");
      client.say(body);
      long begun = System.nanoTime();
      long sent = 0;
      while (!client.hasSentAll()) {
        TimeUnit.SECONDS.sleep(1);
        long due = 3 * TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        sent += client.send((int) (due - sent));
      }
      assertThat(crowd.go(PATIENCE, client::isAnswered)).isTrue();
      assertThat(client.status()).isEqualTo(201);
    }
  }

  @Test
  void whoHasNothingToSayAfterABodyIsLeftAlone() throws Exception {
    try (RawHttp http = RawHttp.connect(SERVICE.port())) {
      http.send(post(11));
      TimeUnit.MILLISECONDS.sleep(1_500); // so that the service sees it come in two parts
      http.send("{\"keys\":[1]}".substring(0, 11));
      assertThat(http.read().status()).isEqualTo(400);
      TimeUnit.SECONDS.sleep(4); // longer than headers may take, but not than a connection may rest
      http.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(http.read().status()).isEqualTo(200);
    }
  }

  private static int mget(String key) throws IOException {
    String body = "{\"keys\":[\"" + key + "\"]}";
    return RawHttp.exchange(SERVICE.port(), post(body.length()) + body).status();
  }

  private static String post(int length) {
    return "POST /api/v1/cache/ns/mget HTTP/1.1\r\nHost: a\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static void assertCutOff(Crowd crowd, int head, Duration patience) throws Exception {
    assertCutOff(crowd, head, patience, () -> {});
  }

  /** What holds while clients are slow. */
  private interface Meanwhile {
    void check() throws Exception;
  }

  /**
   * That all are, for being slow, but not before that time; while each of them, after so many bytes
   * at once, sends one a second.
   */
  private static void assertCutOff(Crowd crowd, int head, Duration patience, Meanwhile meanwhile)
      throws Exception {
    long before = SERVICE.cutOff();
    long begun = System.nanoTime();
    crowd.members().forEach(member -> member.send(head));
    meanwhile.check();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              crowd.members().forEach(member -> member.send(1));
              crowd.members().forEach(Crowd.Member::receive);
              return crowd.members().stream().allMatch(Crowd.Member::hasEnded);
            });
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(patience);
    assertThat(SERVICE.cutOff() - before).isEqualTo(crowd.members().size());
  }
}
