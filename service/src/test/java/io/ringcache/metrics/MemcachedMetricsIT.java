package io.ringcache.metrics;

import io.ringcache.testing.ThreeMemcachedNodes;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MemcachedMetricsIT extends NodeMetricsContract {

  @RegisterExtension static final ThreeMemcachedNodes NODES = new ThreeMemcachedNodes();

  MemcachedMetricsIT() {
    super("../config/memcached.yml", NODES);
  }
}
