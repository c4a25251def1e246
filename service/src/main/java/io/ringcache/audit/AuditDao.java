package io.ringcache.audit;

import io.ringcache.database.UtcTimestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of {@code cache_audit_logs}. */
final class AuditDao {

  /** Without the column's name in the conflict, which H2 does not take: there is but one other. */
  private static final String INSERT =
      """
      INSERT INTO cache_audit_logs
        (event_id, actor, action, namespace, detail, request_id, timestamp)
      VALUES (:event_id, :actor, :action, :namespace, :detail, :request_id, :timestamp)
      ON CONFLICT DO NOTHING
      """;

  /** The comparison of the times alone is for H2, which finds no index for that of the rows. */
  private static final String BEFORE =
      """
      SELECT id, actor, action, namespace, detail, request_id, timestamp
      FROM cache_audit_logs
      WHERE timestamp >= :since AND timestamp <= :at AND (timestamp, id) < (:at, :id)
      ORDER BY timestamp DESC, id DESC
      LIMIT :limit
      """;

  private AuditDao() {}

  /** Writes the events that are not there yet. */
  static void insert(Handle handle, List<AuditEvent> events) {
    try (PreparedBatch batch = handle.prepareBatch(INSERT)) {
      for (AuditEvent event : events) {
        batch
            .bind("event_id", event.id())
            .bind("actor", event.actor())
            .bind("action", event.action().code())
            .bind("namespace", event.namespace())
            .bind("detail", event.detail())
            .bind("request_id", event.requestId())
            .bind("timestamp", UtcTimestamps.of(event.at()))
            .add();
      }
      batch.execute();
    }
  }

  /** The newest entries before a place in the log, newest first. */
  static List<AuditEntry> before(Handle handle, AuditPlace place, Instant since, int limit) {
    return handle
        .createQuery(BEFORE)
        .bind("since", UtcTimestamps.of(since))
        .bind("at", UtcTimestamps.of(place.at()))
        .bind("id", place.id())
        .bind("limit", limit)
        .map((row, context) -> entry(row))
        .list();
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        new AuditPlace(
            UtcTimestamps.toInstant(row.getObject("timestamp", LocalDateTime.class)),
            row.getLong("id")),
        row.getString("actor"),
        row.getString("action"),
        row.getString("namespace"),
        row.getString("detail"),
        row.getString("request_id"));
  }
}
