package io.ringcache.cache;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** Makes backends as the service does: from configuration. */
public final class Backends {

  private static final ObjectMapper MAPPER = Jackson.newObjectMapper();

  private Backends() {}

  /** A backend whose nodes are all connected. */
  public static CacheBackend connected(
      Map<String, ?> configuration, NamespaceDirectory namespaces) {
    CacheBackend backend = build(configuration, namespaces);
    // Hundreds of tests begin with this: the usual tenth of a second would be most of their time.
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> allUp(backend));
    return backend;
  }

  /** A backend that was just made: its nodes may be connected or not. */
  public static CacheBackend build(Map<String, ?> configuration, NamespaceDirectory namespaces) {
    return MAPPER.convertValue(configuration, BackendFactory.class).build(namespaces);
  }

  public static boolean allUp(CacheBackend backend) {
    return backend.health().toCompletableFuture().join().nodes().stream()
        .allMatch(BackendHealth.Node::up);
  }
}
