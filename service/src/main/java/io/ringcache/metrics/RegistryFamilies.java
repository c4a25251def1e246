package io.ringcache.metrics;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Dropwizard's registry has of ours and of Dropwizard's, under names and with types that
 * Prometheus understands: those that tell something of the service, and not all there are.
 * Thread-safe.
 */
final class RegistryFamilies implements MultiCollector {

  private static final String ACCESS_LOG = "io.ringcache.access.AccessLog.";
  private static final String AUDIT_TRAIL = "io.ringcache.audit.AuditTrail.";
  private static final String POOL = "io.dropwizard.db.ManagedPooledDataSource.database.";
  private static final String HTTP = "io.ringcache.http.";
  private static final String THREADS = "org.eclipse.jetty.util.thread.QueuedThreadPool.dw.";

  private record Shown(String metric, String name, boolean counter, String help) {

    static Shown counter(String metric, String name, String help) {
      return new Shown(metric, name, true, help);
    }

    static Shown gauge(String metric, String name, String help) {
      return new Shown(metric, name, false, help);
    }
  }

  private static final List<Shown> SHOWN =
      List.of(
          Shown.counter(
              "io.ringcache.entry.FastLane.taken",
              "ringcache_fast_lane_requests",
              "Requests answered in front of Jersey"),
          Shown.counter(
              ACCESS_LOG + "written", "ringcache_access_log_written", "Events that were written"),
          Shown.counter(
              ACCESS_LOG + "dropped", "ringcache_access_log_dropped", "Events that were lost"),
          Shown.gauge(
              ACCESS_LOG + "queued",
              "ringcache_access_log_queued",
              "Events that wait for the database"),
          Shown.gauge(
              ACCESS_LOG + "capacity", "ringcache_access_log_capacity", "Events that may wait"),
          Shown.gauge(
              AUDIT_TRAIL + "queued",
              "ringcache_audit_queued",
              "Audited actions that wait for the database"),
          Shown.counter(
              AUDIT_TRAIL + "lost",
              "ringcache_audit_lost",
              "Audited actions that are in the log only"),
          Shown.gauge(
              "io.ringcache.database.Database.connected",
              "ringcache_database_up",
              "1 where the last that was heard of the database was good, else 0"),
          Shown.gauge(
              POOL + "active", "ringcache_database_connections_active", "Connections in use"),
          Shown.gauge(POOL + "size", "ringcache_database_connections", "Connections that are open"),
          Shown.gauge(
              POOL + "waiting", "ringcache_database_waiting", "Threads that wait for a connection"),
          Shown.gauge(
              HTTP + "HttpSide.connections",
              "ringcache_http_connections",
              "Connections of clients"),
          Shown.gauge(
              HTTP + "HttpSide.requests",
              "ringcache_http_requests_in_flight",
              "Requests without their whole answer, this one included"),
          Shown.gauge(
              HTTP + "BufferedBytes.held",
              "ringcache_http_buffered_bytes",
              "Bytes of bodies and answers that are held for clients"),
          Shown.counter(
              HTTP + "BufferedBytes.refused",
              "ringcache_http_buffered_refused",
              "Requests and answers for which there was no room"),
          Shown.counter(
              HTTP + "SlowClients.cut",
              "ringcache_http_slow_clients_cut",
              "Connections ended since their client was too slow"),
          Shown.gauge(THREADS + "size", "ringcache_http_threads", "The server's threads"),
          Shown.gauge(
              THREADS + "utilization-max",
              "ringcache_http_threads_busy_ratio",
              "Threads that are busy, of those that there may be"),
          Shown.gauge(THREADS + "jobs", "ringcache_http_queued", "Tasks that wait for a thread"));

  private final MetricRegistry registry;

  RegistryFamilies(MetricRegistry registry) {
    this.registry = registry;
  }

  /** What is not in the registry, a lane that is closed for instance, is left out. */
  @Override
  public MetricSnapshots collect() {
    List<Family> families = new ArrayList<>();
    for (Shown shown : SHOWN) {
      value(registry.getMetrics().get(shown.metric))
          .ifPresent(
              value ->
                  families.add(
                      shown.counter
                          ? Family.counters(shown.name, shown.help).add(Labels.EMPTY, value)
                          : Family.gauges(shown.name, shown.help).add(Labels.EMPTY, value)));
    }
    return new MetricSnapshots(families.stream().map(Family::snapshot).toList());
  }

  private static Optional<Number> value(@Nullable Metric metric) {
    if (metric instanceof Counting counting) {
      return Optional.of(counting.getCount());
    }
    return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
        ? Optional.of(number)
        : Optional.empty();
  }
}
