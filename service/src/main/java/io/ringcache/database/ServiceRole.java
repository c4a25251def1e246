package io.ringcache.database;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.db.ManagedDataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The role that the service has in a server's database, where another one owns the tables. */
public final class ServiceRole {

  /** Nothing where the schema is of before that function. */
  private static final String GRANT =
      "SELECT ringcache_grant_to(:role) WHERE to_regproc('ringcache_grant_to') IS NOT NULL";

  private ServiceRole() {}

  /**
   * Gives the service's role what the schema says that it needs, as the role that migrates; nothing
   * to do where these are one. Blocks.
   */
  public static void grantWhatItNeeds(DatabaseConfiguration configuration) throws Exception {
    @Nullable String role = configuration.grantee();
    if (role == null) {
      return;
    }
    ManagedDataSource pool = configuration.migrationPool().build(new MetricRegistry(), "grants");
    try (Handle handle = Jdbi.open(pool)) {
      handle.createQuery(GRANT).bind("role", role).mapTo(String.class).list();
    } finally {
      pool.stop();
    }
  }
}
