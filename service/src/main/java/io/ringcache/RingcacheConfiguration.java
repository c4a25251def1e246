package io.ringcache;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import io.ringcache.access.AccessLogConfiguration;
import io.ringcache.auth.AuthConfiguration;
import io.ringcache.cache.BackendFactory;
import io.ringcache.database.DatabaseConfiguration;
import io.ringcache.http.LimitsConfiguration;
import io.ringcache.metrics.ObservabilityConfiguration;
import io.ringcache.namespace.NamespacesConfiguration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The configuration file; {@code config/reference.yml} says what each property means. */
public final class RingcacheConfiguration extends Configuration {

  @Valid @NotNull private final BackendFactory backend;

  @Valid @NotNull private final DatabaseConfiguration database;

  @Valid @NotNull private final AuthConfiguration auth;

  @Valid @NotNull private final NamespacesConfiguration namespaces;

  @Valid @NotNull private final AccessLogConfiguration accessLog;

  @Valid @NotNull private final LimitsConfiguration limits;

  @Valid @NotNull private final ObservabilityConfiguration observability;

  private final boolean fastLane;

  private final boolean ui;

  @NotNull @MinDuration(value = 0, unit = TimeUnit.SECONDS)
  @MaxDuration(value = 5, unit = TimeUnit.MINUTES)
  private final Duration drainFor;

  @JsonCreator
  RingcacheConfiguration(
      @JsonProperty("backend") BackendFactory backend,
      @JsonProperty("database") @Nullable DatabaseConfiguration database,
      @JsonProperty("auth") @Nullable AuthConfiguration auth,
      @JsonProperty("namespaces") @Nullable NamespacesConfiguration namespaces,
      @JsonProperty("accessLog") @Nullable AccessLogConfiguration accessLog,
      @JsonProperty("limits") @Nullable LimitsConfiguration limits,
      @JsonProperty("observability") @Nullable ObservabilityConfiguration observability,
      @JsonProperty("fastLane") @Nullable Boolean fastLane,
      @JsonProperty("ui") @Nullable Boolean ui,
      @JsonProperty("drainFor") @Nullable Duration drainFor) {
    this.backend = backend;
    this.database = database != null ? database : new DatabaseConfiguration();
    this.auth = auth != null ? auth : new AuthConfiguration();
    this.namespaces = namespaces != null ? namespaces : new NamespacesConfiguration();
    this.accessLog = accessLog != null ? accessLog : new AccessLogConfiguration();
    this.limits = limits != null ? limits : new LimitsConfiguration();
    this.observability = observability != null ? observability : new ObservabilityConfiguration();
    this.fastLane = fastLane == null || fastLane;
    this.ui = ui == null || ui;
    this.drainFor = drainFor != null ? drainFor : Duration.seconds(3);
  }

  public BackendFactory backend() {
    return backend;
  }

  public DatabaseConfiguration database() {
    return database;
  }

  public AuthConfiguration auth() {
    return auth;
  }

  public NamespacesConfiguration namespaces() {
    return namespaces;
  }

  public AccessLogConfiguration accessLog() {
    return accessLog;
  }

  public LimitsConfiguration limits() {
    return limits;
  }

  public ObservabilityConfiguration observability() {
    return observability;
  }

  /** Whether plain reads and writes are answered in front of Jersey. */
  public boolean fastLane() {
    return fastLane;
  }

  /** Whether the page at {@code /ui} is served. */
  public boolean ui() {
    return ui;
  }

  /** How long everything is served on after a signal to stop, while balancers are told. */
  public java.time.Duration drainFor() {
    return drainFor.toJavaDuration();
  }
}
