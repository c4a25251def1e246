package io.ringcache.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The contract in this process's memory, which has no nodes. */
final class MemoryMetricsIT extends MetricsContract {

  MemoryMetricsIT() {
    super("../config/embedded.yml");
  }

  @Test
  void noNodeIsShown() {
    assertThat(service().scrape().names()).noneMatch(name -> name.startsWith("ringcache_node_"));
  }
}
