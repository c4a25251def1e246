package io.ringcache.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.MetricRegistry;
import io.ringcache.cache.NamespaceName;
import io.ringcache.database.Database;
import io.ringcache.database.MigratedDatabase;
import io.ringcache.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log while its database is killed or frozen, and when it is back. */
class LostDatabaseAccessLogIT {

  private static final NamespaceName SHOP = new NamespaceName("shop");
  private static final int CAPACITY = 1_024;
  private static final Duration SOON = Duration.ofSeconds(30);

  private final MetricRegistry metrics = new MetricRegistry();

  @SuppressWarnings("NullAway.Init")
  private PostgresServer postgres;

  @SuppressWarnings("NullAway.Init")
  private MigratedDatabase migrated;

  @SuppressWarnings("NullAway.Init")
  private Database database;

  @SuppressWarnings("NullAway.Init")
  private AccessLog log;

  @BeforeEach
  void start() {
    postgres = PostgresServer.start();
    migrated = MigratedDatabase.on(postgres);
    database = Databases.open(migrated);
    database.start();
    log =
        AccessLog.in(
            database,
            new AccessLogConfiguration(1.0, CAPACITY, null, null),
            metrics,
            InstantSource.system());
    log.start();
  }

  @AfterEach
  void stop() throws Exception {
    log.stop();
    database.stop();
    postgres.close();
  }

  @Test
  void whatTheQueueHoldsOutlivesADeadDatabaseAndTheRestIsCounted() throws Exception {
    record("before_", 10);
    await().atMost(SOON).until(() -> metric("written") == 10);
    postgres.kill();
    await().atMost(SOON).until(() -> !database.isConnected());

    record("meanwhile_", 10 * CAPACITY);
    long dropped = metric("dropped");
    // What the writer has in hand, a batch at most, comes to what is queued.
    assertThat(dropped).isBetween(9L * CAPACITY - AccessWriter.BATCH, 9L * CAPACITY);

    postgres.restart();
    await().atMost(SOON).until(() -> metric("written") == 10 + 10 * CAPACITY - dropped);
    record("after_", 10);
    await().atMost(SOON).until(() -> count("after_%") == 10);
    assertThat(count("before_%")).isEqualTo(10);
    assertThat(count("meanwhile_%")).isEqualTo(10L * CAPACITY - dropped);
    assertThat(metric("dropped")).isEqualTo(dropped);
  }

  @Test
  void nobodyWaitsForAFrozenDatabase() throws Exception {
    postgres.pause();
    long begun = System.nanoTime();
    record("meanwhile_", 1_000 * CAPACITY);
    // A write of the frozen database's takes a second until it is given up.
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    long dropped = metric("dropped");
    assertThat(dropped).isBetween(998L * CAPACITY - AccessWriter.BATCH, 999L * CAPACITY);

    postgres.resume();
    await().atMost(SOON).until(() -> metric("written") == 1_000L * CAPACITY - dropped);
    // A batch that was given up may have been written nevertheless.
    assertThat(count("meanwhile_%")).isGreaterThanOrEqualTo(1_000L * CAPACITY - dropped);
  }

  private void record(String prefix, int events) {
    for (int i = 0; i < events; i++) {
      log.record(Operation.GET, SHOP, List.of(prefix + i), true, 1_000);
    }
  }

  private long metric(String metric) {
    return metrics.counter(MetricRegistry.name(AccessLog.class, metric)).getCount();
  }

  private long count(String pattern) throws SQLException {
    try (Connection connection = migrated.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COUNT(*) FROM cache_access_logs WHERE key_pattern LIKE '"
                    + pattern
                    + "'")) {
      row.next();
      return row.getLong(1);
    }
  }
}
