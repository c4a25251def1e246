package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import io.ringcache.database.MigratedDatabase;
import io.ringcache.http.RawHttp;
import io.ringcache.testing.PostgresServer;
import io.ringcache.testing.ThreeRedisNodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The service as it is deployed, while its database is killed, frozen and brought back. */
class LostDatabaseIT {

  @RegisterExtension static final ThreeRedisNodes REDIS = new ThreeRedisNodes();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADMIN = "an-admin-key-of-more-than-32-characters";
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Whoever waited for the database would wait for that long, and be found out. */
  private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(20);

  @Test
  void noCacheCallNoticesIt() throws Exception {
    try (PostgresServer postgres = PostgresServer.start()) {
      MigratedDatabase database = MigratedDatabase.on(postgres);
      DropwizardTestSupport<RingcacheConfiguration> service = service(database);
      service.before();
      try {
        int port = service.getLocalPort();
        String key = makeKey(port);
        try (UnderLoad load = new UnderLoad(port, key, 3)) {
          go(load);

          postgres.kill();
          awaitDatabase(port, "disconnected");
          go(load);
          assertRefused(port);
          postgres.restart();
          awaitDatabase(port, "connected");
          go(load);

          postgres.pause();
          awaitDatabase(port, "disconnected");
          go(load);
          postgres.resume();
          awaitDatabase(port, "connected");
          go(load);

          load.stop();
          assertThat(load.failures()).isEmpty();
          assertThat(load.slowest()).isLessThan(DATABASE_TIMEOUT.dividedBy(2));
          // Nothing of what has to be known is lost.
          await()
              .atMost(SOON)
              .untilAsserted(
                  () -> {
                    assertThat(
                            count(
                                database,
                                "cache_audit_logs WHERE action = 'cache.flush' AND actor = 'load'"))
                        .isEqualTo(load.flushes());
                    assertThat(count(database, "cache_namespaces"))
                        .isEqualTo(
                            count(database, "cache_audit_logs WHERE action = 'namespace.create'"));
                    assertThat(count(database, "cache_access_logs WHERE operation = 'INCR'"))
                        .isEqualTo(load.rounds());
                  });
        }
      } finally {
        service.after();
      }
    }
  }

  private static DropwizardTestSupport<RingcacheConfiguration> service(MigratedDatabase database) {
    List<ConfigOverride> overrides = new ArrayList<>(database.overrides());
    overrides.add(ConfigOverride.config("database.timeout", DATABASE_TIMEOUT.toSeconds() + "s"));
    overrides.add(ConfigOverride.config("backend.nodes", REDIS.addresses()));
    overrides.add(ConfigOverride.config("namespaces.autoCreate", "true"));
    overrides.add(ConfigOverride.config("auth.mode", "api-key"));
    overrides.add(ConfigOverride.config("auth.adminKey", ADMIN));
    overrides.add(ConfigOverride.config("server.applicationConnectors[0].port", "0"));
    overrides.add(ConfigOverride.config("server.adminConnectors[0].port", "0"));
    overrides.add(ConfigOverride.config("logging.level", "ERROR"));
    return new DropwizardTestSupport<>(
        RingcacheApplication.class,
        "../config/redis.yml",
        overrides.toArray(ConfigOverride[]::new));
  }

  /** Until the clients have made every call a few more times. */
  private static void go(UnderLoad load) {
    long before = load.rounds();
    await().atMost(SOON).until(() -> load.rounds() >= before + 150);
  }

  private static String makeKey(int port) throws IOException {
    RawHttp.Answer answer =
        asAdmin(
            port,
            "POST",
            "/api/v1/api-keys",
            "{\"name\":\"load\",\"roles\":[\"read\",\"write\"],\"namespaces\":[\"load-*\"]}");
    assertThat(answer.status()).isEqualTo(201);
    return JSON.readTree(answer.body()).path("key").asText();
  }

  /** What can not be done without the database says so. */
  private static void assertRefused(int port) throws IOException {
    RawHttp.Answer put = asAdmin(port, "PUT", "/api/v1/namespaces/new", "{}");
    assertThat(put.status()).isEqualTo(503);
    assertThat(JSON.readTree(put.body()).path("detail").asText()).contains("database");
    assertThat(asAdmin(port, "GET", "/api/v1/audit-logs", "").status()).isEqualTo(503);
  }

  private static void awaitDatabase(int port, String state) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              RawHttp.Answer health = RawHttp.request(port, "GET", "/health");
              assertThat(health.status()).isEqualTo(200);
              JsonNode body = JSON.readTree(health.body());
              assertThat(body.path("database").asText()).isEqualTo(state);
              assertThat(body.path("status").asText()).isEqualTo("healthy");
            });
  }

  private static RawHttp.Answer asAdmin(int port, String method, String path, String body)
      throws IOException {
    return RawHttp.exchange(
        port,
        "%s %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(method, path, ADMIN, body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  private static long count(MigratedDatabase database, String from) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
