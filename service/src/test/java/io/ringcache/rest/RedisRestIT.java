package io.ringcache.rest;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.testing.ThreeRedisNodes;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over three Redis nodes. */
final class RedisRestIT extends RestContract {

  @RegisterExtension static final ThreeRedisNodes REDIS = new ThreeRedisNodes();

  RedisRestIT() {
    super("../config/redis.yml");
  }

  @Override
  protected List<ConfigOverride> overrides() {
    return List.of(ConfigOverride.config("backend.nodes", REDIS.addresses()));
  }
}
