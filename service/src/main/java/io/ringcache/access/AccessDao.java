package io.ringcache.access;

import io.ringcache.cache.NamespaceName;
import io.ringcache.database.UtcTimestamps;
import io.ringcache.http.TimeRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The SQL of {@code cache_access_logs}; that of its partitions is {@link PartitionDao}'s. */
final class AccessDao {

  static final String TABLE = "cache_access_logs";

  private static final String COPY =
      """
      COPY cache_access_logs (timestamp, namespace, key_pattern, operation, hit, latency_ms)
      FROM STDIN
      """;

  private static final String INSERT =
      """
      INSERT INTO cache_access_logs
        (timestamp, namespace, key_pattern, operation, hit, latency_ms)
      VALUES (:timestamp, :namespace, :key_pattern, :operation, :hit, :latency_ms)
      """;

  private static final String FIND =
      """
      SELECT timestamp, namespace, key_pattern, operation, hit, latency_ms
      FROM cache_access_logs
      WHERE namespace = :namespace AND timestamp >= :since AND timestamp < :until
        AND (:operation = '' OR operation = :operation)
      ORDER BY timestamp DESC, id DESC
      LIMIT :limit
      """;

  /** More than the limit where several are of the same time. */
  private static final String DELETE_OLDEST =
      """
      DELETE FROM <table>
      WHERE timestamp <= (
        SELECT MAX(timestamp) FROM (
          SELECT timestamp FROM <table>
          WHERE timestamp < :before
          ORDER BY timestamp
          LIMIT :limit) oldest)
      """;

  private AccessDao() {}

  /** Adds entries, the fastest way that PostgreSQL has, and only it; returns how many. */
  static long copy(Handle handle, List<AccessEntry> entries) throws SQLException {
    try {
      return handle
          .getConnection()
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(COPY, new ByteArrayInputStream(CopyText.of(entries)));
    } catch (PSQLException e) {
      throw withoutRow(e);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory could not be read", e);
    }
  }

  /** The server quotes the row that it refuses, and keys are not for our log. */
  private static SQLException withoutRow(PSQLException failure) {
    @Nullable ServerErrorMessage said = failure.getServerErrorMessage();
    return said == null ? failure : new SQLException(said.getMessage(), failure.getSQLState());
  }

  /** Adds entries; returns how many. */
  static long insert(Handle handle, List<AccessEntry> entries) {
    try (PreparedBatch batch = handle.prepareBatch(INSERT)) {
      for (AccessEntry entry : entries) {
        batch
            .bind("timestamp", UtcTimestamps.of(entry.at()))
            .bind("namespace", entry.namespace())
            .bind("key_pattern", entry.keyPattern())
            .bind("operation", entry.operation())
            .bind("hit", entry.hit())
            .bind("latency_ms", entry.latencyMs())
            .add();
      }
      return Arrays.stream(batch.execute()).sum();
    }
  }

  /**
   * A namespace's entries of a time, newest first.
   *
   * @param operation null for all
   */
  static List<AccessEntry> find(
      Handle handle, NamespaceName namespace, TimeRange range, @Nullable Operation operation) {
    try (Query query = handle.createQuery(FIND)) {
      return query
          .bind("namespace", namespace.value())
          .bind("since", UtcTimestamps.of(range.since()))
          .bind("until", UtcTimestamps.of(range.until()))
          .bind("operation", operation == null ? "" : operation.name())
          .bind("limit", range.limit())
          .map((row, context) -> entry(row))
          .list();
    }
  }

  /** Deletes the oldest entries of a table; about as many as the limit, and returns how many. */
  static int deleteOldest(Handle handle, String table, Instant before, int limit) {
    return handle
        .createUpdate(DELETE_OLDEST)
        .define("table", table)
        .bind("before", UtcTimestamps.of(before))
        .bind("limit", limit)
        .execute();
  }

  private static AccessEntry entry(ResultSet row) throws SQLException {
    return new AccessEntry(
        UtcTimestamps.toInstant(row.getObject("timestamp", LocalDateTime.class)),
        row.getString("namespace"),
        row.getString("key_pattern"),
        row.getString("operation"),
        row.getObject("hit", Boolean.class),
        row.getDouble("latency_ms"));
  }
}
