package io.ringcache.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import io.ringcache.CommandLine;
import io.ringcache.testing.SharedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands where one role migrates and another is the service's, and the way there. */
class TwoRolesIT {

  @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();

  @TempDir private Path directory;
  private String database = "";
  private String owner = "";
  private String service = "";

  @BeforeEach
  void makeDatabase() {
    database = POSTGRES.server().createDatabase();
    owner = database + "_owner";
    service = database + "_service";
  }

  @Test
  void aMigrationGrantsEachTimeAndASecondOneChangesNothing() throws Exception {
    TwoRoles.make(POSTGRES.server(), database, owner, service);
    ConfigFile config = twoRoles();
    config.migrate();
    open().stop();
    config.migrate();
    open().stop();
    asSuperuser("REVOKE ALL ON cache_namespaces FROM " + service);
    assertThatThrownBy(() -> open().call(TwoRolesIT::namespaces))
        .hasStackTraceContaining("permission denied");
    config.migrate();
    Database opened = open();
    assertThat(opened.call(TwoRolesIT::namespaces)).isZero();
    opened.stop();
  }

  @Test
  void aDryRunGrantsNothing() throws Exception {
    TwoRoles.make(POSTGRES.server(), database, owner, service);
    ConfigFile config = twoRoles();
    config.migrate();
    asSuperuser("REVOKE ALL ON cache_namespaces FROM " + service);
    config.succeed("db", "migrate", "--dry-run", config.path().toString());
    assertThat(
            asSuperuser(
                "SELECT has_table_privilege('" + service + "', 'cache_namespaces', 'SELECT')"))
        .isEqualTo("f");
  }

  @Test
  void aStartOfARoleThatWasGivenNothingSaysWhatToDo() throws Exception {
    TwoRoles.make(POSTGRES.server(), database, owner, service);
    oneRole(owner).migrate();
    CommandLine.Outcome outcome = twoRoles().serve();
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.error())
        .startsWith("Ringcache does not start: ")
        .contains("permission denied", "`db migrate`", "migrationUser")
        .satisfies(error -> assertThat(error.strip()).hasLineCount(1));
  }

  @Test
  void whatTheDatabaseRefusesIsSaidInALine() throws Exception {
    TwoRoles.make(POSTGRES.server(), database, owner, service);
    asSuperuser("DROP OWNED BY " + service, "DROP ROLE " + service);
    assertFailed(twoRoles(), "role \"" + service + "\" does not exist");
    assertFailed(oneRole("nobody"), "authentication failed");
  }

  /** As docs/operations.md says, with a service of the version before that goes on meanwhile. */
  @Test
  void anInstallationOfOneRoleBecomesOneOfTwoAndKeepsWhatItHas() throws Exception {
    asSuperuser(
        "CREATE ROLE " + service + " LOGIN PASSWORD '" + POSTGRES.password() + "'",
        "ALTER DATABASE " + database + " OWNER TO " + service,
        "ALTER SCHEMA public OWNER TO " + service);
    ConfigFile config = oneRole(service);
    config.migrate();
    config.rollBackTo(4);
    asService(
        "INSERT INTO cache_namespaces (name) VALUES ('kept')",
        "INSERT INTO cache_audit_logs (event_id, actor, action, detail, request_id)"
            + " VALUES ('00000000-0000-0000-0000-000000000001', 'a', 'b', 'c', 'd')",
        "CREATE TABLE cache_access_logs_20200101 PARTITION OF cache_access_logs"
            + " FOR VALUES FROM ('2020-01-01') TO ('2020-01-02')",
        "INSERT INTO cache_access_logs (namespace, operation, timestamp)"
            + " VALUES ('kept', 'GET', '2020-01-01'), ('kept', 'GET', '2020-01-02')");
    asSuperuser(
        "CREATE ROLE " + owner + " LOGIN PASSWORD '" + POSTGRES.password() + "'",
        "GRANT " + owner + " TO " + service,
        "ALTER SCHEMA public OWNER TO " + owner,
        "REASSIGN OWNED BY " + service + " TO " + owner);
    asService("UPDATE cache_namespaces SET max_size_mb = 7");
    twoRoles().migrate();
    asService(
        "INSERT INTO cache_namespaces (name) VALUES ('late')",
        "CREATE TABLE cache_access_logs_20200103 (LIKE cache_access_logs)",
        "DROP TABLE cache_access_logs_20200103");
    asSuperuser(
        "REVOKE " + owner + " FROM " + service,
        "REVOKE ALL ON DATABASE " + database + " FROM PUBLIC",
        "GRANT CONNECT ON DATABASE " + database + " TO " + service,
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    Database opened = open();
    assertThat(opened.call(TwoRolesIT::namespaces)).isEqualTo(2);
    opened.stop();
    assertThat(asService("SELECT count(*) FROM cache_access_logs")).isEqualTo("2");
    assertThat(asService("SELECT ringcache_make_day('2020-01-02')")).isEqualTo("t");
    assertThat(asService("SELECT ringcache_drop_day('2020-01-01')")).isEqualTo("t");
    assertThat(asService("SELECT count(*) FROM cache_access_logs")).isEqualTo("1");
    assertThat(asService("SELECT count(*) FROM cache_audit_logs")).isEqualTo("1");
    assertThatThrownBy(() -> asService("DELETE FROM cache_audit_logs"))
        .hasMessageContaining("permission denied");
    twoRoles().rollBackTo(4);
    assertThat(asService("SELECT count(*) FROM cache_namespaces")).isEqualTo("2");
  }

  private static int namespaces(Handle handle) {
    return handle.createQuery("SELECT count(*) FROM cache_namespaces").mapTo(int.class).one();
  }

  private static void assertFailed(ConfigFile config, String said) {
    CommandLine.Outcome outcome = CommandLine.run("db", "migrate", config.path().toString());
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.error())
        .startsWith("Ringcache's `db` failed: ")
        .contains(said)
        .satisfies(error -> assertThat(error.strip()).hasLineCount(1));
  }

  private ConfigFile oneRole(String role) {
    return file(role, "");
  }

  private ConfigFile twoRoles() {
    return file(
        service,
        "  migrationUser: " + owner + "\n  migrationPassword: " + POSTGRES.password() + "\n");
  }

  private ConfigFile file(String user, String more) {
    return ConfigFile.write(
        directory,
        "  url: %s\n  user: %s\n  password: %s\n%s"
            .formatted(POSTGRES.server().url(database), user, POSTGRES.password(), more));
  }

  private Database open() {
    return Database.open(
        new DatabaseConfiguration(
            POSTGRES.server().url(database), service, POSTGRES.password(), true, null, null),
        new MetricRegistry());
  }

  private String asSuperuser(String... sql) throws SQLException {
    try (Connection connection = POSTGRES.server().connect(database)) {
      return execute(connection, sql);
    }
  }

  private String asService(String... sql) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(
            POSTGRES.server().url(database), service, POSTGRES.password())) {
      return execute(connection, sql);
    }
  }

  /** The first column of the last statement's row, empty if there is none. */
  private static String execute(Connection connection, String... sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean rows = false;
      for (String each : sql) {
        rows = statement.execute(each);
      }
      if (!rows) {
        return "";
      }
      ResultSet result = statement.getResultSet();
      return result.next() ? result.getString(1) : "";
    }
  }
}
