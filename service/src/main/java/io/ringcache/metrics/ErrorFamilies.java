package io.ringcache.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.ErrorCounts;

/** What clients were told that went wrong, as Prometheus gets it. Thread-safe. */
final class ErrorFamilies implements MultiCollector {

  private final ErrorCounts errors;

  ErrorFamilies(ErrorCounts errors) {
    this.errors = errors;
  }

  /**
   * All of them from the start: one that comes up for the first time is a growth like any other.
   */
  @Override
  public MetricSnapshots collect() {
    Family.Counters told =
        Family.counters("ringcache_http_errors", "Errors that clients were told, by their code");
    for (ErrorCode code : ErrorCode.values()) {
      told.add(
          Labels.of("code", code.code(), "status", Integer.toString(code.status())),
          errors.of(code));
    }
    return MetricSnapshots.of(told.snapshot());
  }
}
