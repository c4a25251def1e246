package io.ringcache.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.testing.ResourceHelpers;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import io.ringcache.auth.Api;
import io.ringcache.auth.Caller;
import io.ringcache.auth.Role;
import io.ringcache.cache.Glob;
import io.ringcache.database.Database;
import io.ringcache.database.DatabaseConfiguration;
import io.ringcache.database.MigratedDatabase;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import io.ringcache.testing.PostgresServer;
import io.ringcache.testing.SharedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys in a PostgreSQL that other processes use too, and that may be gone. */
class SharedKeysIT {

  @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();

  private static final String STATS = "/api/v1/cache/seeded/stats";
  private static final Duration EVERYWHERE = Duration.ofSeconds(5);
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void aKeyIsGoodAndRevokedInEveryProcess() throws Exception {
    MigratedDatabase database = MigratedDatabase.in(POSTGRES.server(), POSTGRES.database());
    DropwizardTestSupport<RingcacheConfiguration> one = service(database.overrides());
    DropwizardTestSupport<RingcacheConfiguration> other = service(database.overrides());
    one.before();
    try {
      other.before();
      Api admin = new Api(one.getLocalPort()).asAdmin();
      JsonNode made = admin.makeKey("both", List.of("read"), "seeded");
      Api here = admin.as(made.path("key").asText());
      Api there = new Api(other.getLocalPort()).as(made.path("key").asText());
      assertThat(here.get(STATS).status()).isEqualTo(200);
      await().atMost(EVERYWHERE).until(() -> there.get(STATS).status() == 200);

      String path = "/api/v1/api-keys/" + made.path("id").asInt();
      assertThat(admin.call("DELETE", path, null).status()).isEqualTo(200);
      here.get(STATS).isError(401, "unauthenticated");
      await().atMost(EVERYWHERE).until(() -> there.get(STATS).status() == 401);
    } finally {
      other.after();
      one.after();
    }
  }

  @Test
  void withADatabaseThatNeverAnsweredOnlyTheAdminKeyIsKnown() throws Exception {
    DropwizardTestSupport<RingcacheConfiguration> service =
        service(
            List.of(
                ConfigOverride.config("database.url", "jdbc:postgresql://127.0.0.1:1/nowhere")));
    service.before();
    try {
      Api api = new Api(service.getLocalPort());
      api.as("rk_whoever").get(STATS).isError(503, "backend_unavailable");
      api.get(STATS).isError(401, "unauthenticated");
      assertThat(api.asAdmin().get(STATS).status()).isEqualTo(200);
      api.asAdmin().get("/api/v1/api-keys").isError(503, "backend_unavailable");
      assertThat(api.get("/health").status()).isEqualTo(200);
    } finally {
      service.after();
    }
  }

  @Test
  void keysThatAreKnownStayGoodForAWhileWithoutTheDatabase() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(START);
    try (PostgresServer postgres = PostgresServer.start()) {
      MigratedDatabase migrated = MigratedDatabase.on(postgres);
      Database database = open(migrated);
      database.start();
      try {
        ApiKeys keys = ApiKeys.open(database, Duration.ofHours(1), now::get);
        Secret secret = Secret.make();
        NewApiKey wanted =
            new NewApiKey(new Caller("kept", Set.of(Role.READ), List.of(Glob.ALL)), null);
        keys.create(wanted, secret);
        postgres.kill();
        await().atMost(SOON).until(() -> !database.isConnected());

        now.set(START.plus(Duration.ofMinutes(59)));
        assertThat(keys.authenticate(secret.digest())).map(Caller::name).contains("kept");
        assertThat(keys.authenticate(Secret.make().digest())).isEmpty();
        now.set(START.plus(Duration.ofMinutes(61)));
        assertUnknowable(keys, secret);
        assertUnknowable(keys, Secret.make());

        postgres.restart();
        await()
            .atMost(SOON)
            .ignoreException(ApiException.class)
            .until(() -> keys.authenticate(secret.digest()).isPresent());
        assertThat(keys.authenticate(Secret.make().digest())).isEmpty();
      } finally {
        database.stop();
      }
    }
  }

  private static void assertUnknowable(ApiKeys keys, Secret secret) {
    assertThatThrownBy(() -> keys.authenticate(secret.digest()))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKEND_UNAVAILABLE));
  }

  private static Database open(MigratedDatabase migrated) {
    return Database.open(
        Jackson.newObjectMapper()
            .convertValue(
                Map.of(
                    "url", migrated.server().url(migrated.name()),
                    "user", migrated.user(),
                    "password", migrated.password()),
                DatabaseConfiguration.class),
        new MetricRegistry());
  }

  private static DropwizardTestSupport<RingcacheConfiguration> service(
      List<ConfigOverride> database) {
    List<ConfigOverride> overrides = new ArrayList<>(database);
    overrides.add(ConfigOverride.config("backend.type", "memory"));
    overrides.add(ConfigOverride.config("auth.mode", "api-key"));
    overrides.add(ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY));
    overrides.add(ConfigOverride.config("logging.level", "ERROR"));
    return new DropwizardTestSupport<>(
        RingcacheApplication.class,
        ResourceHelpers.resourceFilePath("fake.yml"),
        overrides.toArray(ConfigOverride[]::new));
  }
}
