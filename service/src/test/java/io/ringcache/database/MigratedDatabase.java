package io.ringcache.database;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A database of our newest schema on a server of the tests, where one role owns the tables and
 * another is the service's.
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
    MigratedDatabase database = new MigratedDatabase(server, name);
    try {
      TwoRoles.make(server, name, database.owner(), database.user());
      try (Connection connection =
          DriverManager.getConnection(server.url(name), database.owner(), server.password())) {
        Migrations.apply(connection);
      }
      ServiceRole.grantWhatItNeeds(database.configuration());
    } catch (Exception e) {
      throw new IllegalStateException("the schema could not be made", e);
    }
    return database;
  }

  /** The role that migrates and owns the tables. */
  String owner() {
    return name + "_owner";
  }

  /** The service's role. */
  public String user() {
    return name + "_service";
  }

  /** Of both roles. */
  public String password() {
    return server.password();
  }

  /** As the commands and a service that needs its database have it. */
  DatabaseConfiguration configuration() {
    return new DatabaseConfiguration(
        server.url(name), user(), password(), owner(), password(), true, null, null);
  }

  /** A connection beside the service's, as the superuser. */
  public Connection connect() throws SQLException {
    return server.connect(name);
  }

  /** What makes a service use it. */
  public List<ConfigOverride> overrides() {
    return List.of(
        ConfigOverride.config("database.url", server.url(name)),
        ConfigOverride.config("database.user", user()),
        ConfigOverride.config("database.password", password()));
  }
}
