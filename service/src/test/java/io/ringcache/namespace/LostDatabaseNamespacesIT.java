package io.ringcache.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.database.MigratedDatabase;
import io.ringcache.http.ErrorShape;
import io.ringcache.http.RawHttp;
import io.ringcache.testing.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Namespaces while their database is not there, and after. */
class LostDatabaseNamespacesIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Whoever waited for the database would wait for that long, and be found out. */
  private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(18);

  private static final String SEEDED_TTL =
      "SELECT count(*) FROM cache_namespaces WHERE default_ttl = 60 AND name = ?";
  private static final String REGISTERED =
      "SELECT count(*) FROM cache_namespaces WHERE default_ttl = 3600 AND name = ?";
  private static final String AUDITED =
      "SELECT count(*) FROM cache_audit_logs WHERE action = 'namespace.create' AND namespace = ?";

  @Test
  void theListIsServedAndWhatCallsMakeIsWrittenWhenTheDatabaseComes() throws Exception {
    try (PostgresServer postgres = PostgresServer.start()) {
      MigratedDatabase database = MigratedDatabase.on(postgres);
      postgres.kill();
      try (NamespaceService service = start(database)) {
        assertThat(service.get("/api/v1/namespaces").body())
            .contains("\"name\":\"seeded\",\"default_ttl\":60");
        assertThat(service.putEntry("seeded", "k").status()).isEqualTo(201);
        assertThat(service.putEntry("made", "k").status()).isEqualTo(201);
        RawHttp.Answer refused = service.putNamespace("asked");
        assertThat(refused.status()).isEqualTo(503);
        ErrorShape.assertIs(refused, "backend_unavailable");
        assertThat(service.deleteNamespace("seeded").status()).isEqualTo(503);

        postgres.restart();
        awaitOne(database, SEEDED_TTL, "seeded");
        awaitOne(database, REGISTERED, "made");
        awaitOne(database, AUDITED, "made");
        assertThat(service.get("/api/v1/namespaces").body())
            .contains("seeded", "made")
            .doesNotContain("asked");
        assertThat(service.get("/api/v1/cache/seeded/k").status()).isEqualTo(200);

        postgres.pause();
        long start = System.nanoTime();
        assertThat(service.putEntry("frozen", "k").status()).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isLessThan(DATABASE_TIMEOUT.dividedBy(2));
        postgres.resume();
        awaitOne(database, REGISTERED, "frozen");
        awaitOne(database, AUDITED, "frozen");
      }
    }
  }

  private static NamespaceService start(MigratedDatabase database) throws Exception {
    return NamespaceService.start(
        database,
        ConfigOverride.config("backend.type", "memory"),
        ConfigOverride.config("logging.level", "ERROR"),
        ConfigOverride.config("database.timeout", DATABASE_TIMEOUT.toSeconds() + "s"));
  }

  private static void awaitOne(MigratedDatabase database, String count, String name) {
    await().atMost(SOON).until(() -> count(database, count, name) == 1);
  }

  private static int count(MigratedDatabase database, String count, String name)
      throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(count)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }
}
