package io.ringcache.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The {@code limits:} section of the configuration: how large what a client sends may be, how slow,
 * and how much of all clients together is served at a time.
 */
public final class LimitsConfiguration {

  /** So often there has to be room for the largest request: as it comes, as values, and spare. */
  private static final int REQUESTS = 3;

  @NotNull @MinDataSize(1)
  @MaxDataSize(value = 512, unit = DataSizeUnit.MEBIBYTES)
  private final DataSize maxValueBytes;

  @NotNull @MinDataSize(value = 1, unit = DataSizeUnit.KIBIBYTES)
  @MaxDataSize(value = 1, unit = DataSizeUnit.GIBIBYTES)
  private final DataSize maxRequestBytes;

  @Min(1) @Max(1_000_000) private final int maxConnections;

  @Min(1) @Max(1_000_000) private final int maxRequestsInFlight;

  @NotNull private final DataSize maxBufferedBytes;

  @NotNull @MinDuration(value = 1, unit = TimeUnit.SECONDS)
  @MaxDuration(value = 5, unit = TimeUnit.MINUTES)
  private final Duration maxHeaderTime;

  @NotNull @MinDataSize(1)
  @MaxDataSize(value = 1, unit = DataSizeUnit.MEBIBYTES)
  private final DataSize minBytesPerSecond;

  /** The defaults. */
  public LimitsConfiguration() {
    this(null, null, null, null, null, null, null);
  }

  @JsonCreator
  LimitsConfiguration(
      @JsonProperty("maxValueBytes") @Nullable DataSize maxValueBytes,
      @JsonProperty("maxRequestBytes") @Nullable DataSize maxRequestBytes,
      @JsonProperty("maxConnections") @Nullable Integer maxConnections,
      @JsonProperty("maxRequestsInFlight") @Nullable Integer maxRequestsInFlight,
      @JsonProperty("maxBufferedBytes") @Nullable DataSize maxBufferedBytes,
      @JsonProperty("maxHeaderTime") @Nullable Duration maxHeaderTime,
      @JsonProperty("minBytesPerSecond") @Nullable DataSize minBytesPerSecond) {
    this.maxValueBytes = maxValueBytes != null ? maxValueBytes : DataSize.mebibytes(1);
    this.maxRequestBytes = maxRequestBytes != null ? maxRequestBytes : DataSize.mebibytes(16);
    this.maxConnections = maxConnections != null ? maxConnections : Machine.connections();
    this.maxRequestsInFlight = maxRequestsInFlight != null ? maxRequestsInFlight : 4096;
    this.maxBufferedBytes =
        maxBufferedBytes != null
            ? maxBufferedBytes
            : DataSize.bytes(
                Math.max(Machine.heapBytes() / 4, REQUESTS * this.maxRequestBytes.toBytes()));
    this.maxHeaderTime = maxHeaderTime != null ? maxHeaderTime : Duration.seconds(10);
    this.minBytesPerSecond = minBytesPerSecond != null ? minBytesPerSecond : DataSize.kibibytes(1);
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

  /** How many connections are served at a time. */
  @JsonIgnore
  public int connections() {
    return maxConnections;
  }

  /** How many requests are served at a time. */
  @JsonIgnore
  public int requestsInFlight() {
    return maxRequestsInFlight;
  }

  /** What all requests under way may hold of bodies and answers. */
  @JsonIgnore
  public long bufferedBytes() {
    return maxBufferedBytes.toBytes();
  }

  /** How long a client may take from the first byte of a request to the end of its headers. */
  @JsonIgnore
  public java.time.Duration headerTime() {
    return maxHeaderTime.toJavaDuration();
  }

  /** In bytes a second, of a body that is sent and of an answer that is taken. */
  @JsonIgnore
  public long slowestRate() {
    return minBytesPerSecond.toBytes();
  }

  @JsonIgnore
  @ValidationMethod(
      message = "limits.maxBufferedBytes must be three times maxRequestBytes at least")
  public boolean isBufferLargeEnough() {
    return maxBufferedBytes.toBytes() >= REQUESTS * maxRequestBytes.toBytes();
  }

  @JsonIgnore
  @ValidationMethod(message = "limits.maxRequestBytes must hold a value of maxValueBytes")
  public boolean isRequestLargeEnough() {
    return maxRequestBytes.toBytes() >= maxValueBytes.toBytes();
  }
}
