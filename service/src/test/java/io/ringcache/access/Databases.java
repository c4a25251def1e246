package io.ringcache.access;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.jackson.Jackson;
import io.ringcache.database.Database;
import io.ringcache.database.DatabaseConfiguration;
import io.ringcache.database.MigratedDatabase;
import java.util.Map;

/** The database as the service opens it, without the service. To be started and stopped. */
final class Databases {

  private Databases() {}

  static Database open(MigratedDatabase migrated) {
    return open(
        Map.of(
            "url", migrated.server().url(migrated.name()),
            "user", migrated.user(),
            "password", migrated.password(),
            "timeout", "1s"));
  }

  static Database embedded() {
    return Database.open(new DatabaseConfiguration(), new MetricRegistry());
  }

  private static Database open(Map<String, String> section) {
    return Database.open(
        Jackson.newObjectMapper().convertValue(section, DatabaseConfiguration.class),
        new MetricRegistry());
  }
}
