package io.ringcache.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.codahale.metrics.MetricRegistry;
import io.ringcache.testing.CapturedLog;
import io.ringcache.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service that starts before its database, or whose database comes back as another. */
class LateDatabaseIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension private final CapturedLog log = CapturedLog.ofPackageOf(Database.class);

  @Test
  void itIsFoundWhenItIsThereAndOursAndNotBefore() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      MigratedDatabase migrated = MigratedDatabase.on(server);
      server.kill();
      Database database =
          Database.open(
              new DatabaseConfiguration(
                  server.url(migrated.name()),
                  migrated.user(),
                  migrated.password(),
                  false,
                  null,
                  null),
              new MetricRegistry());
      database.start();
      try {
        assertThat(database.isConnected()).isFalse();
        assertLogged(Level.WARN, "does not answer");

        server.restart();
        await().atMost(SOON).until(database::isConnected);
        assertLogged(Level.INFO, "The database is back");

        rename(migrated, "schema-5", "schema-6");
        server.restart();
        await()
            .atMost(SOON)
            .untilAsserted(() -> assertLogged(Level.WARN, "version 6, newer than the version 5"));
        assertThat(database.isConnected()).isFalse();

        rename(migrated, "schema-6", "schema-5");
        await().atMost(SOON).until(database::isConnected);
      } finally {
        database.stop();
      }
    }
  }

  private void assertLogged(Level level, String text) {
    assertThat(log.events())
        .anySatisfy(
            event -> {
              assertThat(event.getLevel()).isEqualTo(level);
              assertThat(event.getFormattedMessage()).contains(text);
              assertThat(event.getThrowableProxy()).isNull();
            });
  }

  private static void rename(MigratedDatabase database, String from, String to)
      throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE databasechangelog SET id = '%s' WHERE id = '%s'".formatted(to, from));
    }
  }
}
