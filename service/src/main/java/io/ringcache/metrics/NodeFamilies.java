package io.ringcache.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.RingControl;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The backend's nodes, as Prometheus gets them. Thread-safe; asks no node. */
final class NodeFamilies implements MultiCollector {

  private static final double[] BOUNDS =
      DoubleStream.concat(
              NodeState.BATCH_BOUNDS.stream().mapToDouble(Integer::doubleValue),
              DoubleStream.of(Double.POSITIVE_INFINITY))
          .toArray();

  private final CacheBackend backend;

  NodeFamilies(CacheBackend backend) {
    this.backend = backend;
  }

  @Override
  public MetricSnapshots collect() {
    Family.Gauges states =
        Family.gauges("ringcache_node_state", "1 for the state that the node is in, else 0");
    Family.Gauges connections =
        Family.gauges("ringcache_node_connections", "Connections to the node that work");
    Family.Gauges wanted =
        Family.gauges("ringcache_node_connections_wanted", "Connections that there are to be");
    Family.Gauges queued =
        Family.gauges("ringcache_node_queued", "Calls that count against the queue's capacity");
    Family.Gauges capacity =
        Family.gauges("ringcache_node_queue_capacity", "Calls past which one is refused");
    Family.Counters timeouts =
        Family.counters("ringcache_node_timeouts", "Calls without an answer in time");
    Family.Counters lost =
        Family.counters(
            "ringcache_node_connections_lost", "Connections that had worked and were lost");
    Family.Histograms batches =
        Family.histograms("ringcache_node_batch_size", "Calls that went out to the node together");
    for (NodeState node : backend.nodes()) {
      Labels labels = Labels.of("node", node.name());
      for (NodeState.Condition condition : NodeState.Condition.values()) {
        states.add(
            labels.add("state", condition.name().toLowerCase(Locale.ROOT)),
            node.condition() == condition ? 1 : 0);
      }
      connections.add(labels, node.connected());
      wanted.add(labels, node.connections());
      queued.add(labels, node.queued());
      capacity.add(labels, node.queueCapacity());
      timeouts.add(labels, node.timeouts());
      lost.add(labels, node.lostConnections());
      batches.add(
          labels,
          BOUNDS,
          node.batches().stream().mapToLong(Long::longValue).toArray(),
          node.sent());
    }
    Family.Gauges adopted =
        Family.gauges(
            "ringcache_ring_adopted", "0 where the nodes are filled by another ring, else 1");
    Family.Gauges swept =
        Family.gauges("ringcache_node_swept", "0 while the node drops what moved, else 1");
    backend
        .ring()
        .map(RingControl::state)
        .ifPresent(
            ring -> {
              adopted.add(Labels.EMPTY, ring.difference().isEmpty() ? 1 : 0);
              ring.nodes()
                  .forEach(node -> swept.add(Labels.of("node", node.name()), node.swept() ? 1 : 0));
            });
    return MetricSnapshots.of(
        adopted.snapshot(),
        swept.snapshot(),
        states.snapshot(),
        connections.snapshot(),
        wanted.snapshot(),
        queued.snapshot(),
        capacity.snapshot(),
        timeouts.snapshot(),
        lost.snapshot(),
        batches.snapshot());
  }
}
