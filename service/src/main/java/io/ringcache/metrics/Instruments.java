package io.ringcache.metrics;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.setup.AdminEnvironment;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.ringcache.cache.CacheBackend;
import io.ringcache.http.ErrorCounts;

/**
 * All that is measured: counted by our own meters, shown to Prometheus under {@code /metrics}, and
 * to Graphite through Dropwizard's registry and its reporters. Thread-safe.
 */
public final class Instruments {

  private final MetricRegistry registry;
  private final RegistryMeters shown;
  private final Meters meters;

  /**
   * Nothing measured yet.
   *
   * @param registry Dropwizard's, which gets ours too
   */
  public Instruments(ObservabilityConfiguration configuration, MetricRegistry registry) {
    this.registry = registry;
    this.shown = new RegistryMeters(registry);
    this.meters = new Meters(configuration.labels(), shown);
  }

  /** The backend with its calls counted. Takes it over: to close it, close what is returned. */
  public CacheBackend metered(CacheBackend backend) {
    return Metered.of(backend, meters);
  }

  /** Shows it all, on the administration's port and in the registry. */
  public void showOn(AdminEnvironment admin, CacheBackend backend, ErrorCounts errors) {
    shown.nodes(backend);
    shown.errors(errors);
    PrometheusRegistry prometheus = new PrometheusRegistry();
    prometheus.register(new CallFamilies(meters));
    prometheus.register(new NodeFamilies(backend));
    prometheus.register(new ErrorFamilies(errors));
    prometheus.register(new RegistryFamilies(registry));
    JvmMetrics.builder().register(prometheus);
    // More exact than Dropwizard's own mapping of all paths, whose JSON it takes the place of.
    admin.addServlet("prometheus", new MetricsServlet(prometheus)).addMapping("/metrics");
  }
}
