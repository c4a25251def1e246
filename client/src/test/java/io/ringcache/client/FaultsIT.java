package io.ringcache.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringcache.client.testing.BadLine;
import io.ringcache.client.testing.FreePort;
import io.ringcache.client.testing.RingcacheService;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service that is away, silent or loses connections. */
final class FaultsIT {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final BadLine line = BadLine.to(RingcacheService.shared().port());
  private final String namespace = "t-" + UUID.randomUUID();
  private final Queue<BreakerState> states = new ConcurrentLinkedQueue<>();

  @AfterEach
  void closeLine() throws IOException {
    line.close();
  }

  /** With a breaker that opens at the third failure, for at least half a minute. */
  private Ringcache.Builder client(String... urls) {
    return Ringcache.builder(urls)
        .timeout(TIMEOUT)
        .breaker(3, Duration.ofMinutes(1), Duration.ofMinutes(1))
        .listener(
            new CacheListener() {
              @Override
              public void breakerChanged(URI baseUrl, BreakerState state) {
                states.add(state);
              }
            });
  }

  private static String nowhere() {
    return "http://127.0.0.1:" + FreePort.next();
  }

  @Test
  void withoutACacheLoadersAreAsked() {
    try (Ringcache cache = client(nowhere()).build()) {
      Namespace users = cache.namespace(namespace);

      for (int i = 0; i < 10; i++) {
        assertThat(users.getOrLoad("k", HOUR, User.class, () -> User.ADA)).isEqualTo(User.ADA);
      }
      assertThat(users.getOrLoadAll(List.of("a", "b"), HOUR, Integer.class, keys -> Map.of("a", 1)))
          .isEqualTo(Map.of("a", 1));
      assertThat(
              users
                  .async()
                  .getOrLoad(
                      "k",
                      LoadOptions.ttl(HOUR),
                      User.class,
                      () -> CompletableFuture.completedFuture(User.ADA))
                  .join())
          .isEqualTo(User.ADA);

      assertThat(states).containsExactly(BreakerState.OPEN);
      assertThat(cache.breakers()).containsValue(BreakerState.OPEN);
      assertThat(cache.counts()).isEqualTo(new Counts(0, 13, 12, 0, 13, 0));
    }
  }

  @Test
  void strictlyTheFailureIsThrown() {
    try (Ringcache cache = client(nowhere()).build()) {
      Namespace users = cache.namespace(namespace);
      LoadOptions strictly = LoadOptions.ttl(HOUR).strictly();

      assertThatThrownBy(() -> users.getOrLoad("k", strictly, User.class, () -> User.ADA))
          .isInstanceOf(CacheUnreachableException.class);
      assertThatThrownBy(
              () -> users.getOrLoadAll(List.of("k"), strictly, User.class, keys -> Map.of()))
          .isInstanceOf(CacheUnreachableException.class);
      assertThatThrownBy(() -> users.get("k", User.class))
          .isInstanceOf(CacheUnreachableException.class);
    }
  }

  @Test
  void aSilentServiceHoldsUpNobodyForLongerThanTheTimeout() {
    line.stall();
    try (Ringcache cache = client(line.url()).build()) {
      Namespace users = cache.namespace(namespace);

      for (int i = 0; i < 3; i++) {
        long began = System.nanoTime();
        assertThat(users.getOrLoad("k", HOUR, User.class, () -> User.ADA)).isEqualTo(User.ADA);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
            .isBetween(TIMEOUT, TIMEOUT.plusSeconds(3));
      }
      assertThat(states).containsExactly(BreakerState.OPEN);

      long began = System.nanoTime();
      for (int i = 0; i < 1000; i++) {
        users.getOrLoad("k", HOUR, User.class, () -> User.ADA);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as("1000 calls on an open breaker")
          .isLessThan(TIMEOUT.multipliedBy(3));
    }
  }

  @Test
  void whenTheServiceAnswersAgainTheBreakerCloses() {
    line.stall();
    try (Ringcache cache =
        client(line.url())
            .breaker(1, Duration.ofMillis(50), Duration.ofMillis(100))
            .timeout(Duration.ofMillis(200))
            .build()) {
      Namespace users = cache.namespace(namespace);
      users.getOrLoad("k", HOUR, User.class, () -> User.ADA);
      assertThat(cache.breakers()).containsValue(BreakerState.OPEN);

      line.pass();

      await()
          .untilAsserted(
              () -> {
                users.getOrLoad("k", HOUR, User.class, () -> User.ADA);
                assertThat(users.get("k", User.class)).hasValue(User.ADA);
              });
      assertThat(cache.breakers()).containsValue(BreakerState.CLOSED);
    }
  }

  @Test
  void aLostConnectionIsRepeatedWhereThatDoesNoHarm() {
    try (Ringcache cache = client(line.url()).timeout(Duration.ofSeconds(20)).build()) {
      Namespace users = cache.namespace(namespace);
      users.put("k", 1, HOUR);

      line.loseAnswers(1);
      users.put("k", 2, HOUR);
      assertThat(users.get("k", Integer.class)).hasValue(2);

      line.loseAnswers(1);
      assertThatThrownBy(() -> users.incr("k", 1)).isInstanceOf(CacheUnreachableException.class);
      assertThat(users.get("k", Integer.class)).as("carried out once").hasValue(3);

      line.loseAnswers(1);
      assertThatThrownBy(() -> users.putIfAbsent("n", 1, StoreOptions.DEFAULT))
          .isInstanceOf(CacheUnreachableException.class);
      assertThat(cache.breakers()).containsValue(BreakerState.CLOSED);
    }
  }

  @Test
  void anotherBaseUrlTakesOver() {
    String dead = nowhere();
    try (Ringcache cache =
        client(dead, RingcacheService.shared().url()).timeout(Duration.ofSeconds(20)).build()) {
      Namespace users = cache.namespace(namespace);

      for (int i = 1; i <= 10; i++) {
        assertThat(users.incr("n", 1)).isEqualTo(i);
      }

      assertThat(cache.breakers())
          .containsExactly(
              Map.entry(URI.create(dead), BreakerState.OPEN),
              Map.entry(URI.create(RingcacheService.shared().url()), BreakerState.CLOSED));
    }
  }

  @Test
  void connectionsAreAsManyAsCallsMayBe() {
    try (Ringcache cache =
        client(line.url()).concurrentCalls(3).timeout(Duration.ofSeconds(30)).build()) {
      AsyncNamespace users = cache.namespace(namespace).async();

      List<CompletableFuture<Written>> calls =
          IntStream.range(0, 200)
              .mapToObj(i -> users.put("k" + i, i, StoreOptions.DEFAULT))
              .toList();
      calls.forEach(CompletableFuture::join);

      assertThat(users.stats().join().totalKeys()).isEqualTo(200);
      assertThat(line.connections()).isLessThanOrEqualTo(6); // one may be on its way back
    }
  }

  @Test
  void aServiceThatIsKilledAndComesBackIsUsedAgain() {
    int port = FreePort.next();
    RingcacheService service = RingcacheService.embeddedOn(port);
    try (Ringcache cache =
        client(service.url())
            .timeout(Duration.ofSeconds(20))
            .breaker(2, Duration.ofMillis(50), Duration.ofMillis(200))
            .build()) {
      Namespace users = cache.namespace(namespace);
      users.getOrLoad("k", HOUR, User.class, () -> User.ADA);
      service.close();

      for (int i = 0; i < 5; i++) {
        assertThat(users.getOrLoad("k", HOUR, User.class, () -> User.ADA)).isEqualTo(User.ADA);
      }
      assertThat(cache.counts().fallbacks()).isEqualTo(5);

      service = RingcacheService.embeddedOn(port);
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                users.getOrLoad("k", HOUR, User.class, () -> User.ADA);
                assertThat(users.get("k", User.class)).hasValue(User.ADA);
              });
    } finally {
      service.close();
    }
  }

  @Test
  void aListenerThatThrowsHarmsNobody() {
    CacheListener broken =
        new CacheListener() {
          @Override
          public void miss(String of, int keys) {
            throw new IllegalStateException("a broken listener");
          }
        };
    try (Ringcache cache =
        client(RingcacheService.shared().url())
            .timeout(Duration.ofSeconds(20))
            .listener(broken)
            .build()) {
      assertThat(cache.namespace(namespace).getOrLoad("k", HOUR, User.class, () -> User.ADA))
          .isEqualTo(User.ADA);
      assertThat(cache.counts().misses()).isEqualTo(1);
    }
  }
}
