package io.ringcache.database;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of SQL amounts to, by the classes of <a
 * href="https://www.postgresql.org/docs/17/errcodes-appendix.html">SQLSTATE</a>.
 */
final class SqlFailures {

  /** A cause's chain can be a circle. */
  private static final int MAX_CAUSES = 10;

  /** Not supported, bad data, violated constraints, bad syntax: repeating it helps nobody. */
  private static final Set<String> OUR_FAULTS = Set.of("0A", "21", "22", "23", "42");

  /** No connection; and the states of a server that is being stopped or started. */
  private static final Set<String> LOST = Set.of("08", "57P", "58", "XX");

  private SqlFailures() {}

  /** What the database or its driver said, null if neither had a part in it. */
  static @Nullable SQLException in(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
      cause = cause.getCause();
    }
    return null;
  }

  static boolean isOurFault(SQLException failure) {
    return startsWithAny(failure, OUR_FAULTS);
  }

  /** The role may not do it. */
  static boolean isMissingRight(SQLException failure) {
    return "42501".equals(failure.getSQLState());
  }

  static boolean isLostConnection(SQLException failure) {
    return startsWithAny(failure, LOST);
  }

  private static boolean startsWithAny(SQLException failure, Set<String> classes) {
    @Nullable String state = failure.getSQLState();
    return state != null && classes.stream().anyMatch(state::startsWith);
  }
}
