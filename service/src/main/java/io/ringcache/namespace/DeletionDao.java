package io.ringcache.namespace;

import io.ringcache.cache.FlushResult;
import io.ringcache.cache.NamespaceName;
import io.ringcache.database.Database;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * The table {@code cache_namespace_deletions}: the marks of the namespaces that are being deleted.
 * Thread-safe; its calls block, are atomic among all processes, and throw what {@link Database}
 * throws.
 *
 * <p>Who flushes for a deletion holds the lock of its mark as long as that takes, so that no late
 * flush removes what belongs to the next namespace of that name. If the process dies, the database
 * lets go of the lock, and another one goes on.
 */
final class DeletionDao {

  /** What becomes of a mark after a flush. */
  enum Outcome {
    /** It stays, to be looked at again. */
    KEPT,
    /** It goes: the namespace is not deleted. */
    LIFTED,
    /** It goes with the namespace: the name is free. */
    REMOVED
  }

  /** What was done while a mark was held, and what is to become of the mark. */
  record Flushed(FlushResult result, Outcome outcome) {}

  private static final String LOCK_NAMESPACE =
      "SELECT name FROM cache_namespaces WHERE name = :name FOR UPDATE";
  private static final String DELETE_NAMESPACE = "DELETE FROM cache_namespaces WHERE name = :name";

  private static final String INSERT =
      "INSERT INTO cache_namespace_deletions (name) VALUES (:name)";
  private static final String SELECT =
      "SELECT name FROM cache_namespace_deletions WHERE name = :name";
  private static final String SELECT_OLD =
      "SELECT name FROM cache_namespace_deletions"
          + " WHERE marked_at <= NOW() - :seconds * INTERVAL '1' SECOND";
  private static final String DELETE = "DELETE FROM cache_namespace_deletions WHERE name = :name";

  private final Database database;

  DeletionDao(Database database) {
    this.database = database;
  }

  /** Whether there is a mark, in the transaction of who holds the lock of the namespace's row. */
  static boolean isMarked(Handle handle, NamespaceName name) {
    return isFound(handle.createQuery(SELECT), name);
  }

  /**
   * Marks a namespace as being deleted.
   *
   * @throws ApiException {@code NAMESPACE_NOT_FOUND} if it is not registered, or marked already
   */
  void mark(NamespaceName name) {
    database.inTransaction(
        handle -> {
          if (!isFound(handle.createQuery(LOCK_NAMESPACE), name) || isMarked(handle, name)) {
            throw new ApiException(ErrorCode.NAMESPACE_NOT_FOUND);
          }
          return execute(handle, INSERT, name);
        });
  }

  /** The names that were marked that long ago, by the database's clock, or longer. */
  List<String> marked(Duration ago) {
    return database.call(
        handle ->
            handle
                .createQuery(SELECT_OLD)
                .bind("seconds", ago.toSeconds())
                .mapTo(String.class)
                .list());
  }

  /**
   * Flushes while nobody else can touch the mark of that name; waits for whoever does.
   *
   * @return empty if there is no mark, and so nothing was done
   */
  Optional<FlushResult> whileMarked(NamespaceName name, Supplier<Flushed> flush) {
    return database.inTransaction(
        handle -> conclude(handle, name, handle.createQuery(SELECT + " FOR UPDATE"), flush));
  }

  /** The same for a mark that old, if nobody else holds it. */
  Optional<FlushResult> whileMarked(NamespaceName name, Duration ago, Supplier<Flushed> flush) {
    return database.inTransaction(
        handle ->
            conclude(
                handle,
                name,
                handle
                    .createQuery(SELECT_OLD + " AND name = :name FOR UPDATE SKIP LOCKED")
                    .bind("seconds", ago.toSeconds()),
                flush));
  }

  private static Optional<FlushResult> conclude(
      Handle handle, NamespaceName name, Query mark, Supplier<Flushed> flush) {
    if (!isFound(mark, name)) {
      return Optional.empty();
    }
    Flushed flushed = flush.get();
    if (flushed.outcome() == Outcome.REMOVED) {
      execute(handle, DELETE_NAMESPACE, name);
    }
    if (flushed.outcome() != Outcome.KEPT) {
      execute(handle, DELETE, name);
    }
    return Optional.of(flushed.result());
  }

  private static boolean isFound(Query query, NamespaceName name) {
    return query.bind("name", name.value()).mapTo(String.class).findOne().isPresent();
  }

  private static int execute(Handle handle, String sql, NamespaceName name) {
    return handle.createUpdate(sql).bind("name", name.value()).execute();
  }
}
