package io.ringcache.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.db.ManagedDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the schema, up and down, by the commands that an operator has. */
abstract class SchemaStepsContract {

  private static final int NEWEST = SchemaVersion.OURS.number();

  /** A row for each table, none of whose values is the default. */
  private static final List<String> ROWS =
      List.of(
          "INSERT INTO cache_namespaces (name, default_ttl, max_size_mb, eviction_policy)"
              + " VALUES ('kept', 1, 2, 'FIFO')",
          "INSERT INTO cache_access_logs (namespace, operation, timestamp)"
              + " VALUES ('kept', 'GET', TIMESTAMP '2024-01-01 00:00:00')",
          "INSERT INTO cache_audit_logs (event_id, actor, action, detail, request_id)"
              + " VALUES ('00000000-0000-0000-0000-000000000001', 'a', 'b', 'c', 'd')",
          "INSERT INTO api_keys (name, secret_sha256, roles, namespaces)"
              + " VALUES ('kept', 'x', ARRAY['read'], ARRAY['*'])");

  /** In the order of their steps; those that come after make none. */
  private static final List<String> TABLES =
      List.of("cache_namespaces", "cache_access_logs", "cache_audit_logs", "api_keys");

  @TempDir private Path directory;
  private ConfigFile config;
  private ManagedDataSource pool;

  /**
   * A database, as the commands and as the service are told of it.
   *
   * @param config the commands'
   */
  record EmptyDatabase(ConfigFile config, DatabaseConfiguration service) {}

  /** One of this test's own. */
  abstract EmptyDatabase empty(Path directory) throws SQLException;

  @BeforeEach
  void makeDatabase() throws SQLException {
    EmptyDatabase database = empty(directory);
    config = database.config();
    pool = database.service().servicePool().build(new MetricRegistry(), "test");
  }

  @AfterEach
  void closePool() throws Exception {
    pool.stop();
  }

  /** To the database, as the service connects. */
  final Connection connect() throws SQLException {
    return pool.getConnection();
  }

  @Test
  void eachStepGoesDownAndUpAgainAndWhatIsInTheOtherTablesStays() throws SQLException {
    assertThat(version()).isZero();
    config.migrate();
    assertThat(version()).isEqualTo(NEWEST);
    Set<String> newest = tables();
    assertThat(newest).containsAll(TABLES);
    for (String row : ROWS) {
      execute(row);
    }
    for (int step = NEWEST - 1; step >= 1; step--) {
      config.rollBackTo(step);
      assertThat(version()).isEqualTo(step);
      assertThat(tables())
          .filteredOn(TABLES::contains)
          .containsExactlyInAnyOrderElementsOf(TABLES.subList(0, Math.min(step, TABLES.size())));
      config.migrate();
      assertThat(version()).isEqualTo(NEWEST);
      assertThat(tables()).isEqualTo(newest);
      for (int i = 0; i < TABLES.size(); i++) {
        assertThat(rows(TABLES.get(i))).hasSize(i < step ? 1 : 0);
        if (i >= step) {
          execute(ROWS.get(i));
        }
      }
    }
  }

  @Test
  void theWholeSchemaGoesDownAndUpAgain() throws SQLException {
    config.migrate();
    Set<String> newest = tables();
    int steps = rows("databasechangelog").size();
    config.succeed("db", "rollback", "-c", Integer.toString(steps), config.path().toString());
    assertThat(version()).isZero();
    assertThat(tables()).doesNotContainAnyElementsOf(TABLES);
    config.migrate();
    assertThat(tables()).isEqualTo(newest);
    config.migrate(); // a second time does nothing
    assertThat(tables()).isEqualTo(newest);
  }

  @Test
  void theDefaultsAreTheCustomersAndTheTimesAreOfUtc() throws SQLException {
    config.migrate();
    execute("INSERT INTO cache_namespaces (name) VALUES ('plain')");
    execute("INSERT INTO cache_access_logs (namespace, operation) VALUES ('plain', 'GET')");
    execute(ROWS.get(2));
    execute(ROWS.get(3));
    assertThat(
            query("SELECT default_ttl, max_size_mb, eviction_policy, id FROM cache_namespaces")
                .get(0))
        .containsExactly(3600, 100, "LRU", 1);
    for (String time :
        List.of(
            "created_at FROM cache_namespaces",
            "timestamp FROM cache_access_logs",
            "timestamp FROM cache_audit_logs",
            "created_at FROM api_keys")) {
      assertThat(time("SELECT " + time)).as(time).matches(SchemaStepsContract::isNow);
    }
  }

  private static boolean isNow(LocalDateTime time) {
    Duration ago = Duration.between(time, LocalDateTime.now(ZoneOffset.UTC));
    return ago.abs().compareTo(Duration.ofMinutes(10)) < 0;
  }

  private int version() throws SQLException {
    try (Handle handle = Jdbi.create(this::connect).open()) {
      return SchemaVersion.of(handle).number();
    }
  }

  private Set<String> tables() throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Connection connection = connect()) {
      DatabaseMetaData metaData = connection.getMetaData();
      try (ResultSet rows = metaData.getTables(null, connection.getSchema(), null, null)) {
        while (rows.next()) {
          names.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }

  private List<List<Object>> rows(String table) throws SQLException {
    return query("SELECT * FROM " + table);
  }

  private List<List<Object>> query(String sql) throws SQLException {
    List<List<Object>> found = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(rows.getObject(i));
        }
        found.add(row);
      }
    }
    return found;
  }

  private LocalDateTime time(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getObject(1, LocalDateTime.class);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
