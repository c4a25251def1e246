package io.ringcache.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.testing.LocalServer;
import io.ringcache.testing.ThreeRedisNodes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over three Redis nodes, and these nodes. */
final class RedisMetricsIT extends MetricsContract {

  @RegisterExtension static final ThreeRedisNodes REDIS = new ThreeRedisNodes();

  RedisMetricsIT() {
    super("../config/redis.yml");
  }

  @Override
  Map<String, String> overrides() {
    return Map.of("backend.nodes", REDIS.addresses());
  }

  @Test
  void eachNodeIsShown() {
    service().api().get("/api/v1/cache/nodes/key");
    Scrape scrape = service().scrape();
    for (LocalServer server : REDIS.servers()) {
      String node = "node=\"" + server.address() + "\"";
      assertThat(scrape.value("ringcache_node_state{" + node + ",state=\"up\"}")).isEqualTo(1);
      assertThat(scrape.value("ringcache_node_state{" + node + ",state=\"down\"}")).isZero();
      assertThat(scrape.value("ringcache_node_connections{" + node + "}")).isEqualTo(2);
      assertThat(scrape.value("ringcache_node_connections_wanted{" + node + "}")).isEqualTo(2);
      assertThat(scrape.value("ringcache_node_queue_capacity{" + node + "}")).isEqualTo(10_000);
      assertThat(scrape.value("ringcache_node_batch_size_count{" + node + "}")).isPositive();
      assertThat(scrape.value("ringcache_node_batch_size_sum{" + node + "}"))
          .isGreaterThanOrEqualTo(scrape.value("ringcache_node_batch_size_count{" + node + "}"));
    }
  }
}
