package io.ringcache.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code accessLog:} section of the configuration: how much is taken down, and kept. */
public final class AccessLogConfiguration {

  private final double sample;

  @Min(1) @Max(1_000_000) private final int queueCapacity;

  @NotNull @MinDuration(value = 10, unit = TimeUnit.MILLISECONDS)
  @MaxDuration(value = 10, unit = TimeUnit.SECONDS)
  private final Duration flushEvery;

  @Min(1) @Max(3650) private final int retentionDays;

  /** The defaults. */
  public AccessLogConfiguration() {
    this(null, null, null, null);
  }

  @JsonCreator
  AccessLogConfiguration(
      @JsonProperty("sample") @Nullable Double sample,
      @JsonProperty("queueCapacity") @Nullable Integer queueCapacity,
      @JsonProperty("flushEvery") @Nullable Duration flushEvery,
      @JsonProperty("retentionDays") @Nullable Integer retentionDays) {
    this.sample = sample != null ? sample : 1;
    this.queueCapacity = queueCapacity != null ? queueCapacity : 65_536;
    this.flushEvery = flushEvery != null ? flushEvery : Duration.milliseconds(500);
    this.retentionDays = retentionDays != null ? retentionDays : 30;
  }

  /** Not by {@code Min} and {@code Max}, which let pass what is no number. */
  @JsonIgnore
  @ValidationMethod(message = "accessLog.sample is a number from 0 to 1")
  public boolean isSampleAShare() {
    return sample >= 0 && sample <= 1;
  }

  /** Which share of the operations is taken down, from 0 to 1. */
  @JsonIgnore
  double share() {
    return sample;
  }

  @JsonIgnore
  int capacity() {
    return queueCapacity;
  }

  @JsonIgnore
  java.time.Duration longestRest() {
    return flushEvery.toJavaDuration();
  }

  @JsonIgnore
  java.time.Duration retention() {
    return java.time.Duration.ofDays(retentionDays);
  }
}
