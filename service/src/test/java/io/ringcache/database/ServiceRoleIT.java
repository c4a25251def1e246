package io.ringcache.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.testing.SharedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the service's role may not do where another one owns the tables. That it may do all that the
 * service does is seen by every other test on a PostgreSQL: they run with it.
 */
class ServiceRoleIT {

  @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();

  private static final String NOT_ALLOWED = "42501";
  private static final String BAD_ARGUMENT = "22023";

  @SuppressWarnings("NullAway.Init")
  private static MigratedDatabase migrated;

  @BeforeAll
  static void migrate() {
    migrated = MigratedDatabase.in(POSTGRES.server(), POSTGRES.database());
  }

  @AfterEach
  void dropDays() throws SQLException {
    asSuperuser("DROP TABLE IF EXISTS cache_access_logs_20200101");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE mine (id INTEGER)",
        "CREATE TEMPORARY TABLE mine (id INTEGER)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION mine() RETURNS INTEGER LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE cache_access_logs_20200101 PARTITION OF cache_access_logs"
            + " FOR VALUES FROM ('2020-01-01') TO ('2020-01-02')",
        "CREATE OR REPLACE FUNCTION ringcache_notify() RETURNS trigger LANGUAGE plpgsql"
            + " AS 'BEGIN RETURN NULL; END'",
        "ALTER TABLE cache_namespaces ADD COLUMN mine INTEGER",
        "ALTER TABLE cache_access_logs DETACH PARTITION cache_access_logs_default",
        "ALTER FUNCTION ringcache_make_day(DATE) RESET ALL",
        "DROP TABLE cache_access_logs_default",
        "DROP TRIGGER api_keys_notify ON api_keys",
        "TRUNCATE cache_access_logs",
      })
  void itMakesChangesAndDropsNothing(String ddl) {
    assertRefused(ddl, NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM cache_audit_logs",
        "UPDATE cache_audit_logs SET actor = 'nobody'",
        "TRUNCATE cache_audit_logs",
        "SELECT setval('cache_audit_logs_id_seq', 1)",
        "DELETE FROM cache_access_logs",
        "UPDATE cache_access_logs SET hit = TRUE",
        "DELETE FROM api_keys",
        "UPDATE api_keys SET roles = ARRAY['admin']",
        "UPDATE databasechangelog SET id = 'schema-9'",
      })
  void itRewritesNoHistory(String change) {
    assertRefused(change, NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM databasechangelog",
        "SELECT * FROM databasechangeloglock",
        "SELECT rolpassword FROM pg_authid",
      })
  void itReadsNothingThatItNeedsNot(String query) {
    assertRefused(query, NOT_ALLOWED);
  }

  @Test
  void itGivesNobodyAnyRights() {
    assertRefused("SELECT ringcache_grant_to(CAST(current_user AS NAME))", NOT_ALLOWED);
    assertRefused("SET ROLE " + migrated.owner(), NOT_ALLOWED);
  }

  @Test
  void aDayIsMadeAndDroppedOnceAndIsTheOwners() throws SQLException {
    assertThat(asService("SELECT ringcache_make_day('2020-01-01')")).isEqualTo("t");
    assertThat(asService("SELECT ringcache_make_day('2020-01-01')")).isEqualTo("f");
    assertThat(
            asService(
                "SELECT tableowner FROM pg_tables WHERE tablename = 'cache_access_logs_20200101'"))
        .isEqualTo(migrated.owner());
    assertRefused("SELECT * FROM cache_access_logs_20200101", NOT_ALLOWED);
    assertThat(asService("SELECT ringcache_drop_day('2020-01-01')")).isEqualTo("t");
    assertThat(asService("SELECT ringcache_drop_day('2020-01-01')")).isEqualTo("f");
  }

  @Test
  void whatIsNoDayIsRefused() throws SQLException {
    for (String day : new String[] {"'infinity'", "'-infinity'", "'10000-01-01'", "'1969-12-31'"}) {
      assertRefused("SELECT ringcache_make_day(" + day + ")", BAD_ARGUMENT);
    }
    assertThat(asService("SELECT ringcache_make_day(NULL) IS NULL")).isEqualTo("t");
    assertThat(asService("SELECT ringcache_drop_day(NULL) IS NULL")).isEqualTo("t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CURRENT_DATE + 1", "CURRENT_DATE", "'infinity'", "'-infinity'"})
  void aDayThatIsNotOverIsNotDropped(String day) {
    assertRefused("SET TIME ZONE 'UTC'; SELECT ringcache_drop_day(" + day + ")", BAD_ARGUMENT);
  }

  @Test
  void nobodyElseMakesOrDropsDays() throws SQLException {
    String other = migrated.name() + "_other";
    asSuperuser("CREATE ROLE " + other);
    try {
      for (String call : new String[] {"ringcache_make_day", "ringcache_drop_day"}) {
        assertThatThrownBy(
                () ->
                    asSuperuser(
                        "SET ROLE "
                            + other
                            + "; SELECT "
                            + call
                            + "(DATE '2020-01-01'); RESET ROLE"))
            .satisfies(e -> assertState(e, NOT_ALLOWED));
      }
    } finally {
      asSuperuser("DROP ROLE " + other);
    }
  }

  /** What is called with other rights than one's own must not be led astray by names. */
  @Test
  void tablesAndFunctionsOfTheCallersAreNotTakenForTheSchemas() throws SQLException {
    String service = migrated.user();
    asSuperuser(
        "CREATE SCHEMA theirs AUTHORIZATION " + service,
        "GRANT TEMPORARY ON DATABASE " + migrated.name() + " TO " + service);
    try {
      asService(
          "CREATE FUNCTION theirs.format(TEXT, TEXT) RETURNS TEXT LANGUAGE sql"
              + " AS 'SELECT ''DROP TABLE cache_audit_logs'''",
          "CREATE TEMPORARY TABLE cache_access_logs (timestamp TIMESTAMP)",
          "CREATE TEMPORARY TABLE pg_inherits (inhparent OID, inhrelid OID)",
          "SET search_path = theirs, pg_temp, pg_catalog, public",
          "SELECT ringcache_make_day('2020-01-01')");
      assertThat(
              asService(
                  "SELECT inhparent::regclass FROM pg_inherits"
                      + " WHERE inhrelid = 'cache_access_logs_20200101'::regclass"))
          .isEqualTo("cache_access_logs");
    } finally {
      asSuperuser(
          "DROP SCHEMA theirs CASCADE",
          "REVOKE TEMPORARY ON DATABASE " + migrated.name() + " FROM " + service);
    }
  }

  private static void assertRefused(String sql, String state) {
    assertThatThrownBy(() -> asService(sql)).satisfies(e -> assertState(e, state));
  }

  private static void assertState(Throwable failure, String state) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).as(e.toString()).isEqualTo(state));
  }

  /** The first column of the last statement's first row, null if there is none. */
  private static @Nullable String asService(String... sql) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(
            migrated.server().url(migrated.name()), migrated.user(), migrated.password())) {
      return execute(connection, sql);
    }
  }

  private static void asSuperuser(String... sql) throws SQLException {
    try (Connection connection = migrated.connect()) {
      execute(connection, sql);
    }
  }

  private static @Nullable String execute(Connection connection, String... sql)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean rows = false;
      for (String each : sql) {
        rows = statement.execute(each);
      }
      if (!rows) {
        return null;
      }
      ResultSet result = statement.getResultSet();
      return result.next() ? result.getString(1) : null;
    }
  }
}
