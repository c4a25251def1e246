package io.ringcache.database;

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/** What a {@code TIMESTAMP} without a time zone holds in our tables: the time in UTC. */
public final class UtcTimestamps {

  private UtcTimestamps() {}

  /**
   * Has JDBI hand them to the driver as they are. Its own way is through {@code
   * java.sql.Timestamp}, a time in this machine's zone: H2 converts that to the session's, and one
   * in the hour that a summer time leaves out becomes another, with any database.
   */
  static Jdbi taught(Jdbi jdbi) {
    return jdbi.registerArgument(
            new AbstractArgumentFactory<LocalDateTime>(Types.TIMESTAMP) {
              @Override
              protected Argument build(LocalDateTime time, ConfigRegistry config) {
                return (position, statement, context) -> statement.setObject(position, time);
              }
            })
        .registerColumnMapper(
            LocalDateTime.class,
            (row, column, context) -> row.getObject(column, LocalDateTime.class));
  }

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
