package io.ringcache.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

  @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();

  private static @Nullable String databaseOfThisClass;

  @BeforeAll
  static void noteTheDatabase() {
    databaseOfThisClass = POSTGRES.database();
  }

  @Test
  void aStartedServerTakesItsOptionsAndAnswers() throws SQLException {
    try (PostgresServer server =
            PostgresServer.start("-c", "max_connections=20", "-c", "fsync=on");
        Connection connection = server.connect("postgres")) {
      assertThat(query(connection, "SHOW max_connections")).isEqualTo("20");
      assertThat(query(connection, "SHOW fsync")).isEqualTo("on");
      assertThat(query(connection, "SHOW server_encoding")).isEqualTo("UTF8");
    }
  }

  @Test
  void aKilledServerEndsItsConnectionsAndComesBackWithItsDataOnTheSamePort() throws SQLException {
    try (PostgresServer server = PostgresServer.start()) {
      String database = server.createDatabase();
      try (Connection connection = server.connect(database)) {
        execute(connection, "CREATE TABLE kept (value INTEGER)");
        execute(connection, "INSERT INTO kept VALUES (42)");
        Set<Long> processes = processesOf(connection);
        assertThat(processes).hasSizeGreaterThan(3);

        server.kill();

        assertThat(processes).noneMatch(PostgresServerIT::isAlive);
        assertThatThrownBy(() -> query(connection, "SELECT 1"))
            .hasCauseInstanceOf(SQLException.class);
      }
      assertThatThrownBy(() -> server.connect(database)).hasMessageContaining("refused");
      server.kill(); // and no harm done

      server.restart();

      try (Connection connection = server.connect(database)) {
        assertThat(query(connection, "SELECT value FROM kept")).isEqualTo("42");
      }
    }
  }

  @Test
  void aRunningServerCanBeRestarted() throws SQLException {
    try (PostgresServer server = PostgresServer.start()) {
      String database = server.createDatabase();
      server.restart();
      try (Connection connection = server.connect(database)) {
        assertThat(query(connection, "SELECT current_database()")).isEqualTo(database);
      }
    }
  }

  @Test
  void aPausedServerIsSilentAndAnswersLaterWhatItWasAsked() throws Exception {
    try (PostgresServer server = PostgresServer.start();
        Connection before = server.connect("postgres")) {
      server.pause();
      CompletableFuture<@Nullable String> asked =
          CompletableFuture.supplyAsync(() -> query(before, "SELECT 6 * 7"));
      String impatient = server.url("postgres") + "?connectTimeout=1&socketTimeout=1";
      assertThatThrownBy(
              () -> DriverManager.getConnection(impatient, server.user(), server.password()))
          .hasStackTraceContaining("timed out");
      assertThat(asked).isNotDone();

      server.resume();

      assertThat(asked.get(20, TimeUnit.SECONDS)).isEqualTo("42");
      try (Connection after = server.connect("postgres")) {
        assertThat(query(after, "SELECT 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void aPausedServerCanBeClosed() throws SQLException {
    PostgresServer server = PostgresServer.start();
    try (Connection connection = server.connect("postgres")) {
      assertThat(query(connection, "SELECT 1")).isEqualTo("1");
      Set<Long> processes = processesOf(connection);
      server.pause();
      server.close();
      assertThat(processes).noneMatch(PostgresServerIT::isAlive);
    }
    assertThatThrownBy(() -> server.connect("postgres")).hasMessageContaining("refused");
  }

  @Test
  void databasesAreEmptyAndDoNotSeeEachOther() throws SQLException {
    PostgresServer server = POSTGRES.server();
    String one = server.createDatabase();
    String other = server.createDatabase();
    try (Connection connection = server.connect(one)) {
      execute(connection, "CREATE TABLE mine (value INTEGER)");
    }
    try (Connection connection = server.connect(other)) {
      assertThat(query(connection, "SELECT to_regclass('mine')")).isNull();
    }
  }

  @Test
  void aWrongPasswordIsRefused() {
    assertThatThrownBy(
            () -> DriverManager.getConnection(POSTGRES.url(), POSTGRES.user(), "a guess"))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void anOptionThatPostgresRefusesFailsWithWhatItSaid() {
    assertThatThrownBy(() -> PostgresServer.start("-c", "max_connections=many"))
        .hasMessageContaining("ended at its start")
        .hasMessageContaining("max_connections");
  }

  @Test
  void aTakenPortIsToldFromOtherFailures() throws IOException {
    PostgresSource.Cluster cluster = PostgresSources.find().create();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> cluster.start(taken.getLocalPort(), List.of()))
          .isInstanceOf(PortTakenException.class);
    } finally {
      cluster.delete();
    }
  }

  @Test
  void thePostgresOfTheJarRuns() throws SQLException {
    // what a machine without PostgreSQL and Docker tests with
    PostgresSource jar = PostgresSources.jar(Unprivileged.user()).orElseThrow();
    try (PostgresServer server = PostgresServer.start(jar);
        Connection connection = server.connect(server.createDatabase())) {
      assertThat(query(connection, "SHOW server_version")).startsWith("17.");
    }
  }

  @Test
  void rootCanAlsoRunItAsTheUserNobody() throws SQLException {
    // what a container takes that forbids user namespaces
    assumeThat(new UnixSystem().getUid()).isZero();
    PostgresSource jar = PostgresSources.jar(Unprivileged.nobody()).orElseThrow();
    try (PostgresServer server = PostgresServer.start(jar);
        Connection connection = server.connect(server.createDatabase())) {
      assertThat(query(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aDirectoryThatIsNamedAndHasNoProgramsIsAFailure(@TempDir Path empty) {
    Map<String, String> environment = Map.of(PostgresSources.VARIABLE, empty.toString());
    assertThatThrownBy(() -> choose(environment, empty))
        .hasMessageContaining(PostgresSources.VARIABLE)
        .hasMessageContaining(empty.toString());
  }

  @Test
  void thePathComesBeforeDebiansDirectories(@TempDir Path root) throws IOException {
    Path onPath = programsIn(root.resolve("path"));
    Path debian = root.resolve("debian");
    programsIn(debian.resolve("17/bin"));
    assertThat(choose(Map.of("PATH", onPath.toString()), debian)).hasToString(onPath.toString());
  }

  @Test
  void theNewestOfDebiansVersionsIsTaken(@TempDir Path debian) throws IOException {
    programsIn(debian.resolve("9.6/bin"));
    Path newest = programsIn(debian.resolve("15/bin"));
    programsIn(debian.resolve("13/bin"));
    Files.createDirectories(debian.resolve("17/bin")); // what is left of a removed one
    assertThat(choose(Map.of("PATH", "/nowhere"), debian)).hasToString(newest.toString());
  }

  @Test
  void withoutAnySourceTheFailureSaysWhatToInstall(@TempDir Path empty) {
    assertThatThrownBy(() -> choose(Map.of("PATH", "/nowhere"), empty))
        .hasMessageContaining("apt-get install postgresql");
  }

  @Nested
  class InANestedClass {

    @Test
    void theDatabaseIsThatOfTheOuterClass() {
      assertThat(POSTGRES.database()).isEqualTo(databaseOfThisClass);
    }
  }

  private static PostgresSource choose(Map<String, String> environment, Path debian) {
    return PostgresSources.choose(environment, debian, Optional::empty, Optional::empty);
  }

  private static Path programsIn(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String name : List.of("initdb", "postgres")) {
      assertThat(Files.createFile(directory.resolve(name)).toFile().setExecutable(true)).isTrue();
    }
    return directory;
  }

  private static @Nullable String query(Connection connection, String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The ids of the server's processes: all that work for it, and their parent. */
  private static Set<Long> processesOf(Connection connection) throws SQLException {
    Set<Long> ids = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT pid FROM pg_stat_activity")) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    ProcessHandle.of(ids.iterator().next())
        .flatMap(ProcessHandle::parent)
        .ifPresent(postmaster -> ids.add(postmaster.pid()));
    return ids;
  }

  private static boolean isAlive(long id) {
    return ProcessHandle.of(id).map(ProcessHandle::isAlive).orElse(false);
  }
}
