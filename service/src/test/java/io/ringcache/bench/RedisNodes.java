package io.ringcache.bench;

import io.dropwizard.jackson.Jackson;
import io.ringcache.cache.BackendFactory;
import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.testing.RedisServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Empty Redis nodes with their own defaults, and a gauge on each. Not thread-safe. */
final class RedisNodes implements AutoCloseable {

  private final List<RedisServer> servers;
  private final List<NodeGauge> gauges;

  private RedisNodes(List<RedisServer> servers) {
    this.servers = servers;
    this.gauges = servers.stream().map(NodeGauge::new).toList();
  }

  static RedisNodes start(int count) {
    return new RedisNodes(Stream.generate(RedisServer::start).limit(count).toList());
  }

  List<NodeGauge> gauges() {
    return gauges;
  }

  RedisServer first() {
    return servers.get(0);
  }

  String version() {
    return gauges.get(0).version();
  }

  /** A backend on these nodes, as the service makes it from a configuration, and connected. */
  CacheBackend connect(NamespaceDirectory namespaces) {
    String addresses = servers.stream().map(RedisServer::address).collect(Collectors.joining(","));
    CacheBackend backend =
        Jackson.newObjectMapper()
            .convertValue(Map.of("type", "redis", "nodes", addresses), BackendFactory.class)
            .build(namespaces);
    Awaitility.await()
        .until(
            () ->
                backend.health().toCompletableFuture().join().nodes().stream()
                    .allMatch(BackendHealth.Node::up));
    return backend;
  }

  /** From here on the time of every long command is kept, see {@link NodeGauge#watchCommands}. */
  void watchCommands() {
    gauges.forEach(NodeGauge::watchCommands);
  }

  /** How long the longest command on any node took since {@link #watchCommands}, which ends. */
  long longestCommandMicros() {
    return gauges.stream().mapToLong(NodeGauge::longestCommandMicros).max().orElseThrow();
  }

  @Override
  public void close() {
    gauges.forEach(NodeGauge::close);
    servers.forEach(RedisServer::close);
  }
}
