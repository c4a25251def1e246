package io.ringcache.cache.redis;

import io.ringcache.cache.Backends;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.NamespaceDirectory;
import java.util.Map;

/** Makes Redis backends as the service does: from configuration. */
final class RedisBackends {

  private RedisBackends() {}

  /** A backend whose nodes are all connected; nothing fails because the machine is busy. */
  static CacheBackend connected(String nodes, NamespaceDirectory namespaces) {
    return Backends.connected(
        Map.of("type", "redis", "nodes", nodes, "commandTimeout", "20s"), namespaces);
  }

  static CacheBackend build(Map<String, ?> configuration, NamespaceDirectory namespaces) {
    return Backends.build(configuration, namespaces);
  }

  static boolean allUp(CacheBackend backend) {
    return Backends.allUp(backend);
  }
}
