package io.ringcache.metrics;

import io.ringcache.testing.ThreeRedisNodes;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RedisMetricsIT extends NodeMetricsContract {

  @RegisterExtension static final ThreeRedisNodes NODES = new ThreeRedisNodes();

  RedisMetricsIT() {
    super("../config/redis.yml", NODES);
  }
}
