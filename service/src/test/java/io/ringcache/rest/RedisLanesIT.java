package io.ringcache.rest;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.testing.ThreeRedisNodes;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both lanes over a Redis node, whose own thread answers; one node each. */
final class RedisLanesIT extends LanesContract {

  @RegisterExtension static final ThreeRedisNodes REDIS = new ThreeRedisNodes();

  RedisLanesIT() {
    super("../config/redis.yml");
  }

  @Override
  List<ConfigOverride> overrides(boolean withLane) {
    return List.of(
        ConfigOverride.config("backend.nodes", REDIS.servers().get(withLane ? 0 : 1).address()));
  }
}
