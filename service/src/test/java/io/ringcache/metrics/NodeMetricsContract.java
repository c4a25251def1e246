package io.ringcache.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.testing.LocalServer;
import io.ringcache.testing.ThreeNodes;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract over three nodes, and what is shown of these. */
abstract class NodeMetricsContract extends MetricsContract {

  private final ThreeNodes<?> nodes;

  NodeMetricsContract(String config, ThreeNodes<?> nodes) {
    super(config);
    this.nodes = nodes;
  }

  @Override
  Map<String, String> overrides() {
    return Map.of("backend.nodes", nodes.addresses());
  }

  @Test
  void eachNodeIsShown() {
    service().api().get("/api/v1/cache/nodes/key");
    Scrape scrape = service().scrape();
    for (LocalServer server : nodes.servers()) {
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
