package io.ringcache.cache.redis;

import io.ringcache.cache.Backends;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheServersContract;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.testing.ThreeRedisNodes;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on three real nodes. */
class RedisBackendIT extends CacheServersContract {

  @RegisterExtension static final ThreeRedisNodes REDIS = new ThreeRedisNodes();

  @Override
  protected CacheBackend newBackend(NamespaceDirectory namespaces) {
    return Backends.connected(
        Map.of("type", "redis", "nodes", REDIS.addresses(), "commandTimeout", PATIENCE),
        namespaces);
  }
}
