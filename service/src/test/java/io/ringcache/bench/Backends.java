package io.ringcache.bench;

import io.dropwizard.jackson.Jackson;
import io.ringcache.cache.BackendFactory;
import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.testing.LocalServer;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Backends as the service makes them. */
final class Backends {

  private Backends() {}

  /** One on these nodes, as of a configuration with nothing else in it, and connected. */
  static CacheBackend connect(
      String type, Collection<? extends LocalServer> nodes, NamespaceDirectory namespaces) {
    String addresses = nodes.stream().map(LocalServer::address).collect(Collectors.joining(","));
    CacheBackend backend =
        Jackson.newObjectMapper()
            .convertValue(Map.of("type", type, "nodes", addresses), BackendFactory.class)
            .build(namespaces);
    Awaitility.await()
        .until(
            () ->
                backend.health().toCompletableFuture().join().nodes().stream()
                    .allMatch(BackendHealth.Node::up));
    return backend;
  }
}
