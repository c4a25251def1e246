package io.ringcache.cache.memcached;

import io.ringcache.cache.Backends;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheServersContract;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.testing.ThreeMemcachedNodes;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on three real nodes. */
class MemcachedBackendIT extends CacheServersContract {

  @RegisterExtension static final ThreeMemcachedNodes MEMCACHED = new ThreeMemcachedNodes();

  @Override
  protected CacheBackend newBackend(NamespaceDirectory namespaces) {
    return Backends.connected(
        Map.of("type", "memcached", "nodes", MEMCACHED.addresses(), "commandTimeout", PATIENCE),
        namespaces);
  }
}
