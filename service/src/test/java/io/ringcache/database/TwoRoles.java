package io.ringcache.database;

import io.ringcache.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What the manual has an operator do before the first {@code db migrate}. */
final class TwoRoles {

  private static final List<String> STATEMENTS =
      List.of(
          "CREATE ROLE %2$s LOGIN PASSWORD '%4$s'",
          "CREATE ROLE %3$s LOGIN PASSWORD '%4$s'",
          "ALTER DATABASE %1$s OWNER TO %2$s",
          "REVOKE ALL ON DATABASE %1$s FROM PUBLIC",
          "GRANT CONNECT ON DATABASE %1$s TO %3$s",
          "ALTER SCHEMA public OWNER TO %2$s",
          "REVOKE CREATE ON SCHEMA public FROM PUBLIC");

  private TwoRoles() {}

  /** Makes the roles, with the server's password, and gives one the database. */
  static void make(PostgresServer server, String database, String owner, String service)
      throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : STATEMENTS) {
        statement.execute(sql.formatted(database, owner, service, server.password()));
      }
    }
  }
}
