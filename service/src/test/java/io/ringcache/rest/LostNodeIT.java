package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.testing.RedisServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the API shows nodes of which one is lost. */
class LostNodeIT {

  @Test
  void aLostNodeIsDownAndKeepsItsShareOfTheRing() throws Exception {
    try (RedisServer stays = RedisServer.start();
        RedisServer goes = RedisServer.start();
        ServiceOnNodes service =
            ServiceOnNodes.start(
                "../config/redis.yml", List.of(stays.address(), goes.address()), "2 s")) {
      JsonNode before = node(service, goes.address());
      assertThat(before.path("state").asText()).isEqualTo("up");
      assertThat(before.path("health_latency_ms").asDouble()).isPositive();
      assertThat(before.path("memory_used_bytes").asLong()).isPositive();

      goes.kill();

      await().until(() -> node(service, goes.address()).path("state").asText().equals("down"));
      JsonNode after = node(service, goes.address());
      assertThat(after.path("memory_used_bytes").isNull()).isTrue();
      assertThat(after.path("health_latency_ms").isNull()).isTrue();
      assertThat(after.path("connections").asInt()).isZero();
      assertThat(after.path("ring_share")).isEqualTo(before.path("ring_share"));
      assertThat(node(service, stays.address()).path("state").asText()).isEqualTo("up");
    }
  }

  private static JsonNode node(ServiceOnNodes service, String name) {
    return service
        .rest()
        .send("GET", "/api/v1/nodes", null)
        .json()
        .path("nodes")
        .valueStream()
        .filter(node -> node.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
