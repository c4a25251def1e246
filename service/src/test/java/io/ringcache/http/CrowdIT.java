package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Crowds of clients, good and bad, against a service of 256 MiB. */
class CrowdIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int MEGABYTE = 1_000_000;
  private static final String VALUE = "{\"value\":\"" + "x".repeat(MEGABYTE) + "\"";
  private static final int CLIENTS = 2_000;

  /** What the service may hold by default: a quarter of its heap. */
  private static final long BOUND = 64L << 20;

  private final SmallService service = SmallService.start("{}", "6s");

  @AfterEach
  void afterThatItServesAndHoldsNothing() throws IOException {
    try (service) {
      assertThat(service.isAlive()).isTrue();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(service.held()).isZero();
                assertThat(service.requests()).isOne(); // this one
              });
      storeAMegabyte();
    }
  }

  @Test
  void twoThousandBodiesOfAMegabyteThatComeSlowly() throws Exception {
    byte[] request = RawHttp.ascii(put("slow", VALUE.length() + 1) + VALUE + "}");
    try (Crowd crowd = Crowd.of(CLIENTS, service.port(), 0)) {
      crowd.members().forEach(member -> member.say(request));
      long mostHeld = 0;
      for (int round = 0; round < 40; round++) {
        for (Crowd.Member member : crowd.members()) {
          member.receive();
          member.send(20_000);
        }
        TimeUnit.MILLISECONDS.sleep(100);
        mostHeld = Math.max(mostHeld, service.held());
        assertReads();
      }
      assertThat(crowd.go(PATIENCE, () -> crowd.count(Crowd.Member::isAnswered) == CLIENTS))
          .isTrue();

      long stored = crowd.count(member -> member.status() / 100 == 2);
      long refused = crowd.count(Crowd.Member::isRefusedForLoad);
      assertThat(stored).isPositive();
      assertThat(refused).isPositive();
      assertThat(stored + refused).isEqualTo(CLIENTS);
      assertThat(mostHeld).isBetween((long) MEGABYTE, BOUND);
    }
  }

  @Test
  void twoThousandAnswersOfAMegabyteThatNobodyReads() throws Exception {
    storeAMegabyte();
    byte[] fast = RawHttp.ascii(get("k", "").repeat(4));
    byte[] slow = RawHttp.ascii(get("k", "If-Match: *\r\n").repeat(4));
    try (Crowd crowd = Crowd.of(CLIENTS, service.port(), 4096)) {
      for (int i = 0; i < CLIENTS; i++) {
        crowd.members().get(i).say(i % 2 == 0 ? fast : slow);
      }
      sendAll(crowd);
      long mostHeld = 0;
      for (int round = 0; round < 40; round++) {
        TimeUnit.MILLISECONDS.sleep(100);
        mostHeld = Math.max(mostHeld, service.held());
        assertReads();
      }
      assertThat(mostHeld).isBetween((long) MEGABYTE, BOUND);
      // Nobody has read anything: they are cut off, and what was theirs is free again.
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(service.connections()).isLessThan(10));
    }
  }

  @Test
  void tenThousandConnections() throws Exception {
    try (Crowd crowd = Crowd.of(10_000, service.port(), 0)) {
      crowd.members().forEach(member -> member.say(get("none", "")));
      sendAll(crowd);
      crowd.go(Duration.ofSeconds(20), () -> crowd.count(Crowd.Member::isAnswered) == 10_000);
      long served = crowd.count(member -> member.status() == 404);
      long refused = crowd.count(Crowd.Member::isRefusedForLoad);
      assertThat(served).isGreaterThanOrEqualTo(8_192);
      assertThat(refused).isPositive();
      assertThat(served + refused + crowd.count(member -> member.status() == 0)).isEqualTo(10_000);
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(service.connections()).isZero());
    assertReads();
  }

  @Test
  void aThousandClientsAtATimeWithoutARequestThatFails() throws Exception {
    storeAMegabyte();
    int rounds = 20;
    try (Crowd crowd = Crowd.of(1_000, service.port(), 0)) {
      for (int round = 0; round < rounds; round++) {
        String body = "{\"value\":" + round + "}";
        String request =
            round % 2 == 0 ? put("p" + round, body.length()) + body : get("p" + (round - 1), "");
        int expected = round % 2;
        for (Crowd.Member member : crowd.members()) {
          member.forget();
          member.say(request);
        }
        assertThat(crowd.go(PATIENCE, () -> crowd.count(Crowd.Member::isAnswered) == 1_000))
            .isTrue();
        assertThat(
                crowd.count(
                    member -> member.status() == 200 || (expected == 0 && member.status() == 201)))
            .isEqualTo(1_000);
      }
    }
  }

  private static void sendAll(Crowd crowd) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (crowd.count(member -> !member.hasSentAll()) > 0 && System.nanoTime() - end < 0) {
      crowd.members().forEach(member -> member.send(Integer.MAX_VALUE));
    }
  }

  private void assertReads() throws IOException {
    assertThat(RawHttp.exchange(service.port(), get("none", "")).status()).isEqualTo(404);
  }

  private void storeAMegabyte() throws IOException {
    assertThat(
            RawHttp.exchange(service.port(), put("k", VALUE.length() + 1) + VALUE + "}").status())
        .isBetween(200, 201);
    assertThat(RawHttp.exchange(service.port(), get("k", "")).body()).startsWith(VALUE);
  }

  private static String put(String key, int length) {
    return "PUT /api/v1/cache/ns/"
        + key
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static String get(String key, String headers) {
    return "GET /api/v1/cache/ns/" + key + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }
}
