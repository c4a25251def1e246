package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Clients that are never idle, and never done. */
class SlowClientsIT {

  /** More than the service has threads. */
  private static final int MANY = 1_100;

  private static final SmallService SERVICE =
      SmallService.start("{maxHeaderTime: 2s, minBytesPerSecond: 1KiB}", "8s");

  @AfterAll
  static void stop() {
    SERVICE.close();
  }

  @Test
  void whoSendsHeadersForEverIsCutOff() throws Exception {
    try (Crowd crowd = Crowd.of(3, SERVICE.port(), 0)) {
      crowd.members().get(0).say("GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(99));
      crowd.members().get(1).say("G" + "E".repeat(99));
      crowd.members().get(2).say("\r\n".repeat(99));
      assertThat(secondsUntilCutOff(crowd, 1)).isBetween(1, 8);
    }
  }

  @Test
  void whoSendsABodyForEverIsCutOffAndHasNoThreadMeanwhile() throws Exception {
    try (Crowd crowd = Crowd.of(MANY, SERVICE.port(), 0)) {
      String request = post(200) + "{\"keys\":[" + " ".repeat(99);
      crowd.members().forEach(member -> member.say(request));
      crowd.members().forEach(member -> member.send(request.length() - 99));

      assertThat(mget("k")).isEqualTo(200);
      assertThat(secondsUntilCutOff(crowd, 1)).isBetween(8, 20);
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
      await().untilAsserted(() -> assertThat(SERVICE.threads()).doesNotContain("Blocker"));
      List<Long> connections = new ArrayList<>();
      for (int second = 0; second < 40 && !connections.contains(0L); second++) {
        crowd.members().forEach(member -> member.receive(100));
        TimeUnit.SECONDS.sleep(1);
        connections.add(SERVICE.connections());
      }
      assertThat(connections).contains(0L);
      assertThat(SERVICE.held()).isZero();
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
      while (!client.hasSentAll()) {
        client.send(3_000);
        TimeUnit.SECONDS.sleep(1);
      }
      assertThat(crowd.go(Duration.ofSeconds(20), client::isAnswered)).isTrue();
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
      TimeUnit.SECONDS.sleep(5); // longer than headers may take, but not than a connection may rest
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

  /** How long it takes until everybody is, while all send that many bytes a second. */
  private static int secondsUntilCutOff(Crowd crowd, int bytes) throws InterruptedException {
    crowd.members().forEach(member -> member.send(40));
    int second = 0;
    for (; crowd.count(Crowd.Member::hasEnded) < crowd.members().size() && second < 60; second++) {
      crowd.members().forEach(member -> member.send(bytes));
      crowd.members().forEach(Crowd.Member::receive);
      TimeUnit.SECONDS.sleep(1);
    }
    return second;
  }
}
