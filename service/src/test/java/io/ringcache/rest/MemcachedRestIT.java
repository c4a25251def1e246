package io.ringcache.rest;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.testing.ThreeMemcachedNodes;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over three Memcached nodes. */
final class MemcachedRestIT extends RestContract {

  @RegisterExtension static final ThreeMemcachedNodes MEMCACHED = new ThreeMemcachedNodes();

  MemcachedRestIT() {
    super("../config/memcached.yml");
  }

  @Override
  protected List<ConfigOverride> overrides() {
    return List.of(ConfigOverride.config("backend.nodes", MEMCACHED.addresses()));
  }
}
