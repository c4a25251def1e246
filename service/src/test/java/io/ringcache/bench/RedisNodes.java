package io.ringcache.bench;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.testing.RedisServer;
import java.util.List;
import java.util.stream.Stream;

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
    return Backends.connect("redis", servers, namespaces);
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
