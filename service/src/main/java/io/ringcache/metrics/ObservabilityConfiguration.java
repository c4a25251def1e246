package io.ringcache.metrics;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** The {@code observability:} section of the configuration: how much is told apart. */
public final class ObservabilityConfiguration {

  @Min(0) @Max(10_000) private final int namespaceLabels;

  /** The defaults. */
  public ObservabilityConfiguration() {
    this(null);
  }

  @JsonCreator
  ObservabilityConfiguration(@JsonProperty("namespaceLabels") @Nullable Integer namespaceLabels) {
    this.namespaceLabels = namespaceLabels != null ? namespaceLabels : 100;
  }

  /** How many namespaces are told apart. */
  @JsonIgnore
  int labels() {
    return namespaceLabels;
  }
}
