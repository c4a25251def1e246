package io.ringcache.bench.peer;

import io.ringcache.bench.NodeGauge;
import io.ringcache.testing.RedisServer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The Redis nodes behind one peer, which no other uses. Not thread-safe. */
final class Store implements AutoCloseable {

  private final List<RedisServer> nodes;
  private final List<NodeGauge> gauges;

  private Store(List<RedisServer> nodes) {
    this.nodes = nodes;
    this.gauges = nodes.stream().map(NodeGauge::new).toList();
  }

  static Store start(int count) {
    return new Store(Stream.generate(RedisServer::start).limit(count).toList());
  }

  /** Of the only node. */
  int port() {
    return nodes.get(0).port();
  }

  /** As Ringcache's configuration has it, with short names: the kernel cuts those of threads. */
  String addresses() {
    return IntStream.range(0, nodes.size())
        .mapToObj(i -> "n" + i + "=" + nodes.get(i).address())
        .collect(Collectors.joining(","));
  }

  String description() {
    return "Redis " + gauges.get(0).version();
  }

  /** Of the threads that serve commands. */
  double processorMicros() {
    return gauges.stream().mapToLong(NodeGauge::processorMicros).sum();
  }

  @Override
  public void close() {
    gauges.forEach(NodeGauge::close);
    nodes.forEach(RedisServer::close);
  }
}
