package io.ringcache.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** The {@code limits:} section of the configuration: how large what a client sends may be. */
public final class LimitsConfiguration {

  @NotNull @MinDataSize(1)
  @MaxDataSize(value = 512, unit = DataSizeUnit.MEBIBYTES)
  private final DataSize maxValueBytes;

  @NotNull @MinDataSize(value = 1, unit = DataSizeUnit.KIBIBYTES)
  @MaxDataSize(value = 1, unit = DataSizeUnit.GIBIBYTES)
  private final DataSize maxRequestBytes;

  /** The defaults. */
  public LimitsConfiguration() {
    this(null, null);
  }

  @JsonCreator
  LimitsConfiguration(
      @JsonProperty("maxValueBytes") @Nullable DataSize maxValueBytes,
      @JsonProperty("maxRequestBytes") @Nullable DataSize maxRequestBytes) {
    this.maxValueBytes = maxValueBytes != null ? maxValueBytes : DataSize.mebibytes(1);
    this.maxRequestBytes = maxRequestBytes != null ? maxRequestBytes : DataSize.mebibytes(16);
  }

  /** The largest value, in bytes of its stored JSON. */
  @JsonIgnore
  public int maxValue() {
    return Math.toIntExact(maxValueBytes.toBytes());
  }

  /** The largest request body, in bytes after inflation. */
  @JsonIgnore
  public int maxRequest() {
    return Math.toIntExact(maxRequestBytes.toBytes());
  }

  @JsonIgnore
  @ValidationMethod(message = ".maxRequestBytes must hold a value of maxValueBytes")
  public boolean isRequestLargeEnough() {
    return maxRequestBytes.toBytes() >= maxValueBytes.toBytes();
  }
}
