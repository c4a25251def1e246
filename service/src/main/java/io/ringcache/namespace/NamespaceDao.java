package io.ringcache.namespace;

import io.ringcache.cache.NamespaceName;
import io.ringcache.database.Database;
import io.ringcache.database.UtcTimestamps;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The table {@code cache_namespaces}. Thread-safe; its calls block, are atomic among all processes,
 * and throw what {@link Database} throws.
 *
 * <p>Who changes a namespace or marks it as being deleted holds the lock of its row, and looks for
 * the mark only then.
 */
final class NamespaceDao {

  private static final int ATTEMPTS = 5;

  private static final String SELECT =
      """
      SELECT n.name, n.default_ttl, n.max_size_mb, n.eviction_policy, n.created_at,
             d.name IS NOT NULL AS leaving
        FROM cache_namespaces n LEFT JOIN cache_namespace_deletions d ON d.name = n.name
      """;

  private static final String SELECT_LOCKED =
      """
      SELECT name, default_ttl, max_size_mb, eviction_policy, created_at, FALSE AS leaving
        FROM cache_namespaces WHERE name = :name FOR UPDATE
      """;

  private static final String INSERT =
      """
      INSERT INTO cache_namespaces (name, default_ttl, max_size_mb, eviction_policy, created_at)
      VALUES (:name, :defaultTtl, :maxSizeMb, :evictionPolicy, :createdAt)
      ON CONFLICT DO NOTHING
      """;

  private static final String UPDATE =
      """
      UPDATE cache_namespaces
         SET default_ttl = :defaultTtl, max_size_mb = :maxSizeMb, eviction_policy = :evictionPolicy
       WHERE name = :name
      """;

  private final Database database;

  NamespaceDao(Database database) {
    this.database = database;
  }

  List<NamespaceRow> all() {
    return database.call(handle -> handle.createQuery(SELECT).map(NamespaceDao::row).list());
  }

  /**
   * Registers the namespace as it is, or leaves the one that exists as that is.
   *
   * @return what is there now
   * @throws ApiException {@code NAMESPACE_BUSY} while one of that name is being deleted
   * @throws IllegalArgumentException if one is there that makes no sense
   */
  Stored register(Namespace namespace) {
    return database.inTransaction(
        handle -> {
          Optional<NamespaceRow> existing = insertOrLock(handle, namespace);
          return new Stored(
              existing.map(NamespaceRow::toNamespace).orElse(namespace), existing.isEmpty());
        });
  }

  /**
   * Registers a namespace, or changes the one that exists.
   *
   * @return what is there now
   * @throws ApiException {@code NAMESPACE_BUSY} while one of that name is being deleted
   */
  Stored put(NamespaceName name, NamespaceSettings settings, Instant now) {
    return database.inTransaction(
        handle -> {
          Namespace fresh = settings.create(name, now);
          Optional<NamespaceRow> existing = insertOrLock(handle, fresh);
          if (existing.isEmpty()) {
            return new Stored(fresh, true);
          }
          Namespace changed = settings.applyTo(existing.get().toNamespaceOrDefaults());
          execute(handle, UPDATE, changed);
          return new Stored(changed, false);
        });
  }

  /** The existing row, locked and not marked; empty if the namespace has become it. */
  private static Optional<NamespaceRow> insertOrLock(Handle handle, Namespace namespace) {
    for (int i = 0; i < ATTEMPTS; i++) {
      boolean inserted = execute(handle, INSERT, namespace) > 0;
      // None where it was there when we inserted, and is not any more.
      Optional<NamespaceRow> existing =
          inserted ? Optional.empty() : lock(handle, namespace.name());
      if (inserted || existing.isPresent()) {
        if (DeletionDao.isMarked(handle, namespace.name())) {
          throw new ApiException(ErrorCode.NAMESPACE_BUSY);
        }
        return existing;
      }
    }
    throw new ApiException(ErrorCode.NAMESPACE_BUSY);
  }

  private static Optional<NamespaceRow> lock(Handle handle, NamespaceName name) {
    return handle
        .createQuery(SELECT_LOCKED)
        .bind("name", name.value())
        .map(NamespaceDao::row)
        .findOne();
  }

  private static int execute(Handle handle, String sql, Namespace namespace) {
    return handle
        .createUpdate(sql)
        .bind("name", namespace.name().value())
        .bind("defaultTtl", namespace.defaultTtl().seconds())
        .bind("maxSizeMb", namespace.maxSizeMb())
        .bind("evictionPolicy", namespace.evictionPolicy().name())
        .bind("createdAt", UtcTimestamps.of(namespace.createdAt()))
        .execute();
  }

  private static NamespaceRow row(ResultSet row, StatementContext context) throws SQLException {
    return new NamespaceRow(
        row.getString("name"),
        row.getObject("default_ttl", Integer.class),
        row.getObject("max_size_mb", Integer.class),
        row.getString("eviction_policy"),
        row.getObject("created_at", LocalDateTime.class),
        row.getBoolean("leaving"));
  }
}
