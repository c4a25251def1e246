package io.ringcache.database;

import java.sql.Connection;
import java.util.Map;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Brings an embedded database to our schema. One of a server is whoever runs {@code db migrate}'s.
 */
final class Migrations {

  /** Where {@code db migrate} finds the steps too. */
  static final String FILE = "migrations.xml";

  private static final Map<String, Object> QUIETLY =
      Map.of("liquibase.analytics.enabled", false, Scope.Attr.ui.name(), new LoggerUIService());

  private Migrations() {}

  /** Takes every step that the database has not taken; blocks for a second and more. */
  static void apply(Connection connection) throws Exception {
    try {
      takeSteps(connection);
    } finally {
      // Liquibase leaves it off: whoever gets the connection from the pool next would never commit.
      connection.setAutoCommit(true);
    }
  }

  private static void takeSteps(Connection connection) throws Exception {
    Scope.child(
        QUIETLY,
        () -> {
          Liquibase liquibase =
              new Liquibase(
                  FILE,
                  new ClassLoaderResourceAccessor(),
                  DatabaseFactory.getInstance()
                      .findCorrectDatabaseImplementation(new JdbcConnection(connection)));
          liquibase.setShowSummary(UpdateSummaryEnum.OFF);
          // The database is ours alone: a lock in it is that of a process which did not end well.
          liquibase.forceReleaseLocks();
          liquibase.update();
        });
  }
}
