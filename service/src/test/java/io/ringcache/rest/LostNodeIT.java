package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import io.ringcache.testing.LocalServer;
import io.ringcache.testing.MemcachedServer;
import io.ringcache.testing.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The service as its clients see it while one of its nodes is killed, frozen and brought back. */
class LostNodeIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private enum Backend {
    REDIS(RedisServer::start),
    MEMCACHED(MemcachedServer::start);

    private final Supplier<LocalServer> starter;

    Backend(Supplier<LocalServer> starter) {
      this.starter = starter;
    }

    private String configuration() {
      return "../config/" + name().toLowerCase(Locale.ROOT) + ".yml";
    }
  }

  @ParameterizedTest
  @EnumSource
  void itsKeysFailAloneAndShowNothingOldWhenItIsBack(Backend backend) throws Exception {
    List<LocalServer> nodes = Stream.generate(backend.starter).limit(3).toList();
    DropwizardTestSupport<RingcacheConfiguration> service = service(backend, nodes);
    try {
      service.before();
      Rest rest = new Rest(service.getLocalPort(), "shop");
      awaitHealth(rest, "healthy");
      List<String> keys = IntStream.range(0, 60).mapToObj(i -> "key-" + i).toList();
      LocalServer ill = nodes.get(1);
      List<String> its =
          keys.stream().filter(key -> isOn(rest, key, ill)).collect(Collectors.toList());
      assertThat(its).hasSizeBetween(1, 59);

      try (OneWriterPerKey load = new OneWriterPerKey(rest, keys, 4)) {
        load.awaitAnswers(200);
        ill.kill();
        awaitHealth(rest, "degraded");
        for (String key : keys) {
          assertServedUnless(its.contains(key), rest, key);
        }
        JsonNode batch = rest.mget(keys.toArray(String[]::new)).json();
        assertThat(batch.path("degraded").asBoolean()).isTrue();
        for (String key : keys) {
          assertThat(batch.path("results").path(key).path("error").asText())
              .isEqualTo(its.contains(key) ? "backend_unavailable" : "");
        }
        load.awaitAnswers(200);

        ill.restart();
        awaitHealth(rest, "healthy");
        load.awaitAnswers(200);

        ill.pause();
        awaitHealth(rest, "degraded");
        ill.resume();
        awaitHealth(rest, "healthy");
        load.awaitAnswers(200);

        load.stop();
        assertThat(load.problems()).isEmpty();
        assertThat(its).containsAll(load.failedKeys());
      }
    } finally {
      service.after();
      nodes.forEach(LocalServer::close);
    }
  }

  private static DropwizardTestSupport<RingcacheConfiguration> service(
      Backend backend, List<LocalServer> nodes) {
    String addresses = nodes.stream().map(LocalServer::address).collect(Collectors.joining(","));
    return new DropwizardTestSupport<>(
        RingcacheApplication.class,
        backend.configuration(),
        ConfigOverride.config("backend.nodes", addresses),
        ConfigOverride.config("database.url", "jdbc:h2:mem:" + UUID.randomUUID()),
        ConfigOverride.config("auth.mode", "none"),
        ConfigOverride.config("namespaces.autoCreate", "true"),
        ConfigOverride.config("server.applicationConnectors[0].port", "0"),
        ConfigOverride.config("server.adminConnectors[0].port", "0"),
        ConfigOverride.config("logging.level", "ERROR"));
  }

  private static boolean isOn(Rest rest, String key, LocalServer node) {
    await().atMost(SOON).until(() -> rest.put(key, "0").status() < 300);
    return rest.inspect(key).json().path("nodes").toString().contains(node.address());
  }

  private static void awaitHealth(Rest rest, String status) {
    await()
        .atMost(SOON)
        .until(
            () -> rest.send("GET", "/health", null).json().path("status").asText().equals(status));
  }

  private static void assertServedUnless(boolean dead, Rest rest, String key) {
    Rest.Reply reply = rest.get(key);
    if (dead) {
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.json().path("code").asText()).isEqualTo("backend_unavailable");
      assertThat(reply.header("Retry-After")).isNotEmpty();
    } else {
      assertThat(reply.status()).isIn(200, 404);
    }
  }
}
