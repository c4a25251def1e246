package io.ringcache.database;

import com.codahale.metrics.MetricRegistry;

/** Databases as the service has them, for the tests of what uses one; whoever opens it stops it. */
public final class OpenDatabase {

  private OpenDatabase() {}

  /** In this process's memory, empty. Blocks for a second or two. */
  public static Database embedded() {
    return open(new DatabaseConfiguration());
  }

  /** On a server. */
  public static Database on(MigratedDatabase database) {
    return open(database.configuration());
  }

  private static Database open(DatabaseConfiguration configuration) {
    Database database = Database.open(configuration, new MetricRegistry());
    database.start();
    return database;
  }
}
