package io.ringcache.database;

import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Which of the steps of {@code migrations.xml} a database has taken. Immutable.
 *
 * @param number 0 where none has been taken
 */
record SchemaVersion(int number) {

  /** What this Ringcache works with: the last step of {@code migrations.xml}. */
  static final SchemaVersion OURS = new SchemaVersion(5);

  private static final SchemaVersion NONE = new SchemaVersion(0);

  /** PostgreSQL's and H2's two ways to say that there is no such table. */
  private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

  private static final String LAST_STEP =
      "SELECT id FROM databasechangelog WHERE author = 'ringcache' AND id LIKE 'schema-%'"
          + " ORDER BY orderexecuted DESC LIMIT 1";

  /** Asks the database, with one SELECT. */
  static SchemaVersion of(Handle handle) {
    try (Query query = handle.createQuery(LAST_STEP)) {
      return query
          .mapTo(String.class)
          .findOne()
          .map(step -> new SchemaVersion(Integer.parseInt(step.substring("schema-".length()))))
          .orElse(NONE);
    } catch (JdbiException e) {
      @Nullable SQLException sql = SqlFailures.in(e);
      if (sql != null && NO_SUCH_TABLE.contains(String.valueOf(sql.getSQLState()))) {
        return NONE;
      }
      throw e;
    }
  }

  boolean isOurs() {
    return equals(OURS);
  }

  /** What whoever runs the service is told of a version that is not ours. */
  String refusal() {
    if (number == 0) {
      return "the database has no schema of Ringcache yet, this Ringcache needs version "
          + OURS.number
          + ": run its `db migrate` with the same configuration";
    }
    return number < OURS.number
        ? "the database's schema is version "
            + number
            + ", older than the version "
            + OURS.number
            + " that this Ringcache needs: run its `db migrate` with the same configuration"
        : "the database's schema is version "
            + number
            + ", newer than the version "
            + OURS.number
            + " that this Ringcache needs: run the Ringcache that belongs to it, or take the schema"
            + " back with that one's `db rollback -t schema-"
            + OURS.number
            + "`";
  }
}
