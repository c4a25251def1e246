package io.ringcache.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The calls on the backend, as Prometheus gets them. Thread-safe. */
final class CallFamilies implements MultiCollector {

  private static final double[] BOUNDS =
      DoubleStream.concat(
              Arrays.stream(Latencies.boundMicros()).mapToDouble(micros -> micros / 1e6),
              DoubleStream.of(Double.POSITIVE_INFINITY))
          .toArray();

  private final Meters meters;

  CallFamilies(Meters meters) {
    this.meters = meters;
  }

  @Override
  public MetricSnapshots collect() {
    Family.Counters calls =
        Family.counters("ringcache_calls", "Calls on the backend, by what came of them");
    Family.Histograms durations =
        Family.histograms(
            "ringcache_call_duration_seconds", "From a call on the backend to its answer");
    Family.Counters hits = Family.counters("ringcache_hits", "Keys that were read and found");
    Family.Counters misses =
        Family.counters("ringcache_misses", "Keys that were read and not found");
    Family.Counters evictions =
        Family.counters("ringcache_evictions", "Entries that this process has seen give way");
    for (NamespaceMeters namespace : meters.all()) {
      Labels labels = Labels.of("namespace", namespace.label());
      hits.add(labels, namespace.hits());
      misses.add(labels, namespace.misses());
      evictions.add(labels, namespace.evictions());
      namespace.calls().forEach(meter -> add(meter, calls, durations));
    }
    return MetricSnapshots.of(
        calls.snapshot(),
        durations.snapshot(),
        hits.snapshot(),
        misses.snapshot(),
        evictions.snapshot());
  }

  private static void add(CallMeter meter, Family.Counters calls, Family.Histograms durations) {
    Labels labels = Labels.of("namespace", meter.namespace(), "operation", meter.call().label());
    meter
        .counts()
        .forEach((outcome, count) -> calls.add(labels.add("outcome", outcome.label()), count));
    durations.add(labels, BOUNDS, meter.latencies().counts(), meter.latencies().seconds());
  }
}
