package io.ringcache.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.client.testing.FreePort;
import io.ringcache.client.testing.RingcacheService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With API keys. */
final class AuthenticationIT {

  private static final String KEY = "an-admin-key-of-32-characters-or-more";

  private static RingcacheService service;

  @BeforeAll
  static void start() {
    service =
        RingcacheService.start(
            "embedded.yml",
            FreePort.next(),
            Map.of("RINGCACHE_AUTH", "api-key", "RINGCACHE_ADMIN_KEY", KEY));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void theKeyIsSent() {
    try (Ringcache cache =
        Ringcache.builder(service.url()).timeout(Duration.ofSeconds(20)).apiKey(KEY).build()) {
      Namespace users = cache.namespace("users");
      users.put("k", 1);

      assertThat(users.get("k", Integer.class)).hasValue(1);
      assertThat(users.keys()).containsExactly("k");
    }
  }

  @Test
  void withoutOneTheServiceRefusesAndLoadersAreAsked() {
    try (Ringcache cache =
        Ringcache.builder(service.url()).timeout(Duration.ofSeconds(20)).build()) {
      Namespace users = cache.namespace("users");

      assertThatThrownBy(() -> users.getAll(List.of("k"), Integer.class))
          .isInstanceOfSatisfying(
              AccessRefusedException.class,
              failure -> {
                assertThat(failure.status()).isEqualTo(401);
                assertThat(failure.code()).isEqualTo("unauthenticated");
              });
      assertThatThrownBy(() -> users.contains("k")).isInstanceOf(AccessRefusedException.class);
      assertThat(users.getOrLoad("x", Duration.ofHours(1), Integer.class, () -> 7)).isEqualTo(7);
      assertThat(cache.counts().fallbacks()).isEqualTo(1);
      assertThat(cache.breakers()).containsValue(BreakerState.CLOSED);
    }
  }
}
