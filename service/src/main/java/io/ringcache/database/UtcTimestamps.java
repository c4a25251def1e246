package io.ringcache.database;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What a {@code TIMESTAMP} without a time zone holds in our tables: the time in UTC. */
public final class UtcTimestamps {

  private UtcTimestamps() {}

  /** As a statement's argument. */
  public static LocalDateTime of(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /** As a statement's argument; null for null. */
  public static @Nullable LocalDateTime ofNullable(@Nullable Instant instant) {
    return instant == null ? null : of(instant);
  }

  /** Of a row's column. */
  public static Instant toInstant(LocalDateTime timestamp) {
    return timestamp.toInstant(ZoneOffset.UTC);
  }

  /** Of a row's column that may be null. */
  public static @Nullable Instant toInstantOrNull(@Nullable LocalDateTime timestamp) {
    return timestamp == null ? null : toInstant(timestamp);
  }
}
