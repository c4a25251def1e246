package io.ringcache.cache.redis;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import io.ringcache.cache.BackendFactory;
import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.NamespaceDirectory;
import java.util.Map;
import org.awaitility.Awaitility;

/** Makes Redis backends as the service does: from configuration. */
final class RedisBackends {

  private static final ObjectMapper MAPPER = Jackson.newObjectMapper();

  private RedisBackends() {}

  /** A backend whose nodes are all connected. */
  static CacheBackend connected(String nodes, NamespaceDirectory namespaces) {
    CacheBackend backend = build(Map.of("type", "redis", "nodes", nodes), namespaces);
    Awaitility.await().until(() -> allUp(backend));
    return backend;
  }

  static CacheBackend build(Map<String, ?> configuration, NamespaceDirectory namespaces) {
    return MAPPER.convertValue(configuration, BackendFactory.class).build(namespaces);
  }

  static boolean allUp(CacheBackend backend) {
    return backend.health().toCompletableFuture().join().nodes().stream()
        .allMatch(BackendHealth.Node::up);
  }
}
