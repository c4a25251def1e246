package io.ringcache.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * One metric as it is put together for a scrape: a name, a help text, and its values by label. For
 * one thread.
 */
interface Family {

  /** A counter, shown with {@code _total} behind its name. */
  static Counters counters(String name, String help) {
    return new Counters(CounterSnapshot.builder().name(name).help(help));
  }

  static Gauges gauges(String name, String help) {
    return new Gauges(GaugeSnapshot.builder().name(name).help(help));
  }

  static Histograms histograms(String name, String help) {
    return new Histograms(HistogramSnapshot.builder().name(name).help(help));
  }

  MetricSnapshot snapshot();

  /** What only grows. */
  record Counters(CounterSnapshot.Builder builder) implements Family {

    Counters add(Labels labels, Number value) {
      builder.dataPoint(
          CounterSnapshot.CounterDataPointSnapshot.builder()
              .labels(labels)
              .value(value.doubleValue())
              .build());
      return this;
    }

    @Override
    public MetricSnapshot snapshot() {
      return builder.build();
    }
  }

  /** What goes up and down. */
  record Gauges(GaugeSnapshot.Builder builder) implements Family {

    Gauges add(Labels labels, Number value) {
      builder.dataPoint(
          GaugeSnapshot.GaugeDataPointSnapshot.builder()
              .labels(labels)
              .value(value.doubleValue())
              .build());
      return this;
    }

    @Override
    public MetricSnapshot snapshot() {
      return builder.build();
    }
  }

  /** How much there was of what size. */
  record Histograms(HistogramSnapshot.Builder builder) implements Family {

    /**
     * Adds one.
     *
     * @param bounds the buckets' upper bounds, infinity for the last
     * @param counts in each bucket alone
     */
    Histograms add(Labels labels, double[] bounds, long[] counts, Number sum) {
      builder.dataPoint(
          HistogramSnapshot.HistogramDataPointSnapshot.builder()
              .labels(labels)
              .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
              .sum(sum.doubleValue())
              .build());
      return this;
    }

    @Override
    public MetricSnapshot snapshot() {
      return builder.build();
    }
  }
}
