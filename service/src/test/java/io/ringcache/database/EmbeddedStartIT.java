package io.ringcache.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database that starts with the service, in files. */
class EmbeddedStartIT {

  private static final String READY = "Ringcache is ready";
  private static final Pattern LOG_LINE = Pattern.compile("(DEBUG|INFO|WARN|ERROR) +\\[");

  @TempDir private Path directory;
  private String url;

  @BeforeEach
  void makeUrl() {
    url = "jdbc:h2:file:" + directory.resolve("data/ringcache");
  }

  @Test
  void theFirstStartMakesTheSchemaAndTheSecondLeavesItAlone() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      open().stop();
    } finally {
      System.setOut(out);
    }
    // The log of this JVM is on standard output too, as much of it as a test before has set.
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> !LOG_LINE.matcher(line).lookingAt())
        .isEmpty();
    // Liquibase would complain of the checksum, and run the step that is missing.
    sql("UPDATE databasechangelog SET md5sum = '9:0' WHERE id = 'cache_namespaces'");
    sql("DELETE FROM databasechangelog WHERE id = 'api_keys'");
    sql("INSERT INTO cache_namespaces (name) VALUES ('kept')");
    open().stop();
    assertThat(count("databasechangelog WHERE md5sum = '9:0'")).isEqualTo(1);
    assertThat(count("databasechangelog WHERE id = 'api_keys'")).isZero();
    assertThat(count("cache_namespaces WHERE name = 'kept'")).isEqualTo(1);
  }

  @Test
  void aStartAfterAKillInTheMiddleOfTheStepsTakesTheOthers() throws Exception {
    open().stop();
    // What such a process leaves: its lock, and the last steps not taken.
    sql("UPDATE databasechangeloglock SET locked = TRUE, lockgranted = NOW(), lockedby = 'gone'");
    sql("DROP TABLE api_keys");
    sql("DELETE FROM databasechangelog WHERE id IN ('api_keys', 'schema-4', 'schema-5')");
    open().stop();
    assertThat(count("api_keys")).isZero();
    assertThat(count("databasechangelog WHERE id = 'schema-5'")).isEqualTo(1);
    assertThat(count("databasechangeloglock WHERE locked")).isZero();
  }

  @Test
  void aKilledServiceStartsAgainAndASecondOneOnTheSameFilesIsRefused() throws Exception {
    String config = ConfigFile.embedded(directory).withGreeting().path().toString();
    try (ChildProcess first = ChildProcess.start(directory, "server", config)) {
      first.awaitOutput(READY);
      assertThat(first.output()).doesNotContain("iquibase", "WARN", "ERROR");
      try (ChildProcess second = ChildProcess.start(directory, "server", config)) {
        assertThat(second.exitStatus()).isEqualTo(1);
        assertThat(second.output())
            .contains("Ringcache does not start: ", "RINGCACHE_DATA_DIR")
            .doesNotContain("\tat ");
      }
      first.kill();
    }
    try (ChildProcess third = ChildProcess.start(directory, "server", config)) {
      third.awaitOutput(READY);
    }
  }

  @Test
  void whatIsToBeDoneIsSaidByACommand() throws Exception {
    String config = ConfigFile.embedded(directory).path().toString();
    try (ChildProcess status = ChildProcess.start(directory, "db", "status", config)) {
      assertThat(status.exitStatus()).isZero();
      assertThat(status.output()).contains("have not been applied");
    }
  }

  @Test
  void neitherTheStartNorACommandTellsTheMakersOfLiquibase() throws Exception {
    String property = "liquibase.analytics.configEndpointUrl";
    try (ServerSocket theirs = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.setProperty(property, "http://127.0.0.1:" + theirs.getLocalPort() + "/");
      open().stop();
      ConfigFile.embedded(Files.createDirectory(directory.resolve("other"))).migrate();
      theirs.setSoTimeout(1);
      assertThatThrownBy(theirs::accept).isInstanceOf(SocketTimeoutException.class);
    } finally {
      System.clearProperty(property);
    }
  }

  private Database open() {
    return Database.open(
        new DatabaseConfiguration(url, null, null, false, null, null), new MetricRegistry());
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private long count(String from) throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery("SELECT count(*) FROM " + from)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Closes the database when it is closed. */
  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url + ";MODE=PostgreSQL");
  }
}
