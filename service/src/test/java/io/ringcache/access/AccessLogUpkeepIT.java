package io.ringcache.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringcache.database.Database;
import io.ringcache.database.DatabaseUnavailableException;
import io.ringcache.database.MigratedDatabase;
import io.ringcache.testing.SharedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(Lifecycle.PER_CLASS)
class AccessLogUpkeepIT {

  @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();

  private static final Instant NOW = Instant.parse("2024-02-27T23:30:00Z");

  @SuppressWarnings("NullAway.Init")
  private MigratedDatabase migrated;

  @SuppressWarnings("NullAway.Init")
  private Database database;

  private Instant now = NOW;

  @BeforeEach
  void open() {
    now = NOW;
    migrated = MigratedDatabase.on(POSTGRES.server());
    database = Databases.open(migrated);
    database.start();
  }

  @AfterEach
  void close() throws Exception {
    database.stop();
  }

  @Test
  void todayAndThreeDaysAheadHaveAPartition() {
    upkeep().keepUp();
    assertThat(days())
        .containsExactly(days("2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01"));
    now = now.plus(Duration.ofHours(1));
    upkeep().keepUp();
    assertThat(days()).hasSize(5).contains(LocalDate.parse("2024-03-02"));
    write(NOW, now, now.plus(Duration.ofDays(3)));
    assertThat(count("cache_access_logs_20240227")).isEqualTo(1);
    assertThat(count("cache_access_logs_20240228")).isEqualTo(1);
    assertThat(count("cache_access_logs_20240302")).isEqualTo(1);
    assertThat(count(PartitionDao.REST)).isZero();
  }

  @Test
  void twoProcessesMakeThemAtOnceWhileAThirdWrites() throws Exception {
    Database other = Databases.open(migrated);
    other.start();
    try {
      CompletableFuture<Void> writes =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 100; i++) {
                  write(NOW, NOW.plus(Duration.ofDays(1)));
                }
              });
      List<CompletableFuture<Void>> both = new ArrayList<>();
      for (Database each : List.of(database, other)) {
        both.add(
            CompletableFuture.runAsync(
                new AccessLogUpkeep(each, configuration(), () -> NOW)::keepUp));
      }
      for (CompletableFuture<Void> one : both) {
        one.get(30, TimeUnit.SECONDS);
      }
      writes.get(30, TimeUnit.SECONDS);
    } finally {
      other.stop();
    }
    assertThat(days()).hasSize(4);
    assertThat(count(PartitionDao.REST)).isZero();
    assertThat(count("cache_access_logs_20240227")).isEqualTo(100);
    assertThat(count("cache_access_logs_20240228")).isEqualTo(100);
  }

  @Test
  void whatWasWrittenBeforeItsPartitionIsMovedThere() {
    write(NOW, NOW.plus(Duration.ofDays(2)), NOW.minus(Duration.ofDays(1)));
    assertThat(count(PartitionDao.REST)).isEqualTo(3);
    upkeep().keepUp();
    assertThat(count(PartitionDao.REST)).isEqualTo(1);
    assertThat(count("cache_access_logs_20240227")).isEqualTo(1);
    assertThat(count("cache_access_logs_20240229")).isEqualTo(1);
    assertThat(count("cache_access_logs")).isEqualTo(3);
  }

  @Test
  void daysPastTheRetentionGoWhole() {
    upkeep().keepUp();
    Instant neverHadAPartition = NOW.minus(Duration.ofDays(9));
    write(NOW, NOW.plus(Duration.ofDays(3)), neverHadAPartition);
    // Kept are 7 days to the minute, and so the rest of the first one's partition.
    now = NOW.plus(Duration.ofDays(7));
    upkeep().keepUp();
    assertThat(days()).startsWith(LocalDate.parse("2024-02-27"));
    assertThat(count("cache_access_logs")).isEqualTo(2);
    now = now.plus(Duration.ofHours(1));
    upkeep().keepUp();
    assertThat(days()).startsWith(LocalDate.parse("2024-02-28"));
    assertThat(count("cache_access_logs")).isEqualTo(1);
  }

  @Test
  void whoeverReadsForLongHoldsUpTheUpkeepAndNotTheWriter() throws SQLException {
    upkeep().keepUp();
    write(NOW);
    now = NOW.plus(Duration.ofDays(20));
    try (Connection reader = migrated.connect();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SELECT 1 FROM cache_access_logs");
      assertThatThrownBy(upkeep()::keepUp).isInstanceOf(DatabaseUnavailableException.class);
      write(now);
      assertThat(count("cache_access_logs")).isEqualTo(2);
      reader.rollback();
    }
    upkeep().keepUp();
    assertThat(days()).startsWith(LocalDate.parse("2024-03-18"));
    assertThat(count("cache_access_logs_20240318")).isEqualTo(1);
    assertThat(count("cache_access_logs")).isEqualTo(1);
  }

  @Test
  void aTableOfThatNameThatIsNoPartitionIsLeftAlone() throws SQLException {
    upkeep().keepUp();
    write(NOW);
    execute("ALTER TABLE cache_access_logs DETACH PARTITION cache_access_logs_20240227");
    now = NOW.plus(Duration.ofDays(20));
    upkeep().keepUp();
    assertThat(count("cache_access_logs_20240227")).isEqualTo(1);
  }

  @Test
  void itStartsByItself() throws Exception {
    AccessLogUpkeep upkeep = upkeep();
    upkeep.start();
    await().until(() -> days().size() == 4);
    upkeep.stop();
  }

  private AccessLogUpkeep upkeep() {
    return new AccessLogUpkeep(database, configuration(), () -> now);
  }

  private static AccessLogConfiguration configuration() {
    return new AccessLogConfiguration(null, null, null, 7);
  }

  private void write(Instant... times) {
    new AccessTable(database)
        .write(
            Stream.of(times)
                .map(at -> new AccessEntry(at, "shop", "user_*", "GET", true, 1))
                .toList());
  }

  private List<LocalDate> days() {
    return List.copyOf(database.call(PartitionDao::days));
  }

  private static LocalDate[] days(String... days) {
    return Stream.of(days).map(LocalDate::parse).toArray(LocalDate[]::new);
  }

  private int count(String table) {
    try (Connection connection = migrated.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = migrated.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
