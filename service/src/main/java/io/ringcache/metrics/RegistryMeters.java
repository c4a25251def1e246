package io.ringcache.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.MetricRegistry;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.NodeState;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.ErrorCounts;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Our meters in Dropwizard's registry, from where its reporters take them: to Graphite, or wherever
 * the configuration says. Thread-safe.
 *
 * <pre>
 *   ringcache.calls.OPERATION.NAMESPACE.OUTCOME
 *   ringcache.latency_us.OPERATION.NAMESPACE   count and percentiles
 *   ringcache.namespace.NAMESPACE.hits, .misses, .evictions
 *   ringcache.node.NODE.up, .connections, .queued, .timeouts, .connections_lost, .sent, .batches
 *   ringcache.http_errors.CODE
 * </pre>
 *
 * <p>A dot within a name would be a level of Graphite's tree: a colon stands for it, which is in no
 * namespace's name.
 */
final class RegistryMeters implements MeterListener {

  private static final String ROOT = "ringcache";

  private final MetricRegistry registry;

  RegistryMeters(MetricRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void namespace(NamespaceMeters meters) {
    String name = MetricRegistry.name(ROOT, "namespace", level(meters.label()));
    show(MetricRegistry.name(name, "hits"), meters::hits);
    show(MetricRegistry.name(name, "misses"), meters::misses);
    show(MetricRegistry.name(name, "evictions"), meters::evictions);
  }

  @Override
  public void call(CallMeter meter) {
    LatencyWindow window = new LatencyWindow(meter.latencies(), System::nanoTime);
    registry.histogram(
        MetricRegistry.name(ROOT, "latency_us", meter.call().label(), level(meter.namespace())),
        () -> new CountedHistogram(meter.latencies(), window));
  }

  @Override
  public void outcome(CallMeter meter, Outcome outcome) {
    show(
        MetricRegistry.name(
            ROOT, "calls", meter.call().label(), level(meter.namespace()), outcome.label()),
        () -> meter.count(outcome));
  }

  /** Shows the backend's nodes, by the names that they have now. */
  void nodes(CacheBackend backend) {
    for (NodeState node : backend.nodes()) {
      node(backend, node.name(), "up", RegistryMeters::isUp);
      node(backend, node.name(), "connections", NodeState::connected);
      node(backend, node.name(), "queued", NodeState::queued);
      node(backend, node.name(), "timeouts", NodeState::timeouts);
      node(backend, node.name(), "connections_lost", NodeState::lostConnections);
      node(backend, node.name(), "sent", NodeState::sent);
      node(backend, node.name(), "batches", RegistryMeters::batches);
    }
  }

  private void node(
      CacheBackend backend, String node, String what, Function<NodeState, Number> value) {
    show(
        MetricRegistry.name(ROOT, "node", level(node), what),
        () ->
            backend.nodes().stream()
                .filter(state -> state.name().equals(node))
                .map(value)
                .findFirst()
                .orElse(0));
  }

  private static int isUp(NodeState node) {
    return node.condition() == NodeState.Condition.UP ? 1 : 0;
  }

  private static long batches(NodeState node) {
    return node.batches().stream().mapToLong(Long::longValue).sum();
  }

  /** Shows what clients are told that went wrong. */
  void errors(ErrorCounts errors) {
    for (ErrorCode code : ErrorCode.values()) {
      show(MetricRegistry.name(ROOT, "http_errors", code.code()), () -> errors.of(code));
    }
  }

  private void show(String name, Supplier<? extends Number> value) {
    Gauge<Number> gauge = value::get;
    registry.gauge(name, () -> gauge);
  }

  private static String level(String name) {
    return name.replace('.', ':');
  }

  /** A histogram that counts since the start, and has the percentiles of the last minutes. */
  private static final class CountedHistogram extends Histogram {

    private final Latencies latencies;

    CountedHistogram(Latencies latencies, LatencyWindow window) {
      super(window);
      this.latencies = latencies;
    }

    @Override
    public long getCount() {
      return latencies.total();
    }
  }
}
