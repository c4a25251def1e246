package io.ringcache.database;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A database of our newest schema on a server of the tests.
 *
 * @param name on that server
 */
public record MigratedDatabase(PostgresServer server, String name) {

  /** A fresh one. Blocks for a second or two. */
  public static MigratedDatabase on(PostgresServer server) {
    return in(server, server.createDatabase());
  }

  /** One that is there, and empty. Blocks for a second or two. */
  public static MigratedDatabase in(PostgresServer server, String name) {
    try (Connection connection = server.connect(name)) {
      Migrations.apply(connection);
    } catch (Exception e) {
      throw new IllegalStateException("the schema could not be made", e);
    }
    return new MigratedDatabase(server, name);
  }

  /** A connection beside the service's. */
  public Connection connect() throws SQLException {
    return server.connect(name);
  }

  /** What makes a service use it. */
  public List<ConfigOverride> overrides() {
    return List.of(
        ConfigOverride.config("database.url", server.url(name)),
        ConfigOverride.config("database.user", server.user()),
        ConfigOverride.config("database.password", server.password()));
  }
}
