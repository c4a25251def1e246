package io.ringcache.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringcache.ServiceProcess;
import io.ringcache.auth.Api;
import io.ringcache.testing.LocalServer;
import io.ringcache.testing.MemcachedServer;
import io.ringcache.testing.RedisServer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The log of a process that runs with a shipped configuration. */
class StructuredLogIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String PATH = "/api/v1/cache/shop/key";

  @Test
  void aNodeOfRedisMakesALineForEachChangeAndItsRequestsNone() {
    try (RedisServer redis = RedisServer.start()) {
      assertALineForEachChange("redis", redis, "RINGCACHE_REDIS_NODES");
    }
  }

  @Test
  void aNodeOfMemcachedMakesALineForEachChangeAndItsRequestsNone() {
    try (MemcachedServer memcached = MemcachedServer.start()) {
      assertALineForEachChange("memcached", memcached, "RINGCACHE_MEMCACHED_NODES");
    }
  }

  @Test
  void linesForPeopleAreTheDefault() {
    try (ServiceProcess service = ServiceProcess.start("embedded", Map.of())) {
      assertThat(service.log())
          .containsPattern(
              "(?m)^INFO +\\[[^\\]]+\\] io\\.ringcache\\.Greeting: Ringcache is ready");
    }
  }

  private static void assertALineForEachChange(String type, LocalServer node, String variable) {
    try (ServiceProcess service =
        ServiceProcess.start(
            type, Map.of(variable, "one=" + node.address(), "RINGCACHE_LOG_LAYOUT", "json"))) {
      Api api = new Api(service.port());
      await().atMost(SOON).until(() -> api.call("PUT", PATH, "{\"value\":1}").status() < 300);
      node.kill();
      await().atMost(SOON).until(() -> api.get(PATH).status() == 503);
      for (int i = 0; i < 50; i++) {
        assertThat(api.get(PATH).status()).isEqualTo(503);
      }
      node.restart();
      await().atMost(SOON).until(() -> api.get(PATH).status() == 404);

      List<JsonNode> lines = service.log().lines().map(StructuredLogIT::parse).toList();
      assertThat(lines)
          .allSatisfy(
              line -> {
                assertThat(line.path("timestamp").asLong()).isGreaterThan(1_700_000_000_000L);
                for (String field : List.of("level", "logger", "thread", "message")) {
                  assertThat(line.path(field).asText()).as(field).isNotEmpty();
                }
              });
      String name = type + " node one at " + node.address();
      assertThat(lines.stream().map(line -> line.path("message").asText()))
          .filteredOn(message -> message.contains("node one"))
          .hasSize(4)
          .satisfiesExactly(
              up -> assertThat(up).isEqualTo(name + " is up"),
              suspect -> assertThat(suspect).startsWith(name + " is suspect: "),
              down -> assertThat(down).startsWith(name + " is down: "),
              again -> assertThat(again).isEqualTo(name + " is up"));
      assertThat(lines).hasSizeLessThan(12);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(line, e);
    }
  }
}
