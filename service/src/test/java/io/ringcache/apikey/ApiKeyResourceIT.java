package io.ringcache.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.ConfigOverride;
import io.ringcache.RunningService;
import io.ringcache.auth.Api;
import io.ringcache.auth.Api.Reply;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyResourceIT {

  private static final String KEYS = "/api/v1/api-keys";

  @RegisterExtension
  static final RunningService SERVICE =
      new RunningService(
          List.of(),
          ConfigOverride.config("backend.type", "memory"),
          ConfigOverride.config("auth.mode", "api-key"),
          ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY));

  private static Api admin;

  @BeforeAll
  static void client() {
    admin = new Api(SERVICE.port()).asAdmin();
  }

  @Test
  void aKeyIsMadeShownOnceListedAndRevoked() {
    Reply made =
        admin.call(
            "POST",
            KEYS,
            "{\"name\":\"life\",\"roles\":[\"write\",\"read\"],\"namespaces\":[\"seeded\"],"
                + "\"expires_at\":\"2999-01-01T00:00:00Z\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    JsonNode key = made.json();
    assertThat(key.fieldNames())
        .toIterable()
        .containsExactly("id", "name", "roles", "namespaces", "created_at", "expires_at", "key");
    assertThat(key.path("roles").toString()).isEqualTo("[\"read\",\"write\"]");
    assertThat(key.path("expires_at").asText()).isEqualTo("2999-01-01T00:00:00Z");
    assertThat(key.path("key").asText()).matches("rk_[A-Za-z0-9_-]{43}");
    Api user = admin.as(key.path("key").asText());
    assertThat(user.get("/api/v1/cache/seeded/stats").status()).isEqualTo(200);

    JsonNode listed = listed(admin, "life");
    assertThat(listed.has("key")).isFalse();
    assertThat(listed.path("id")).isEqualTo(key.path("id"));
    assertThat(listed.path("created_at")).isEqualTo(key.path("created_at"));
    assertThat(listed.path("expires_at")).isEqualTo(key.path("expires_at"));

    String path = KEYS + "/" + key.path("id").asInt();
    Reply revoked = admin.call("DELETE", path, null);
    assertThat(revoked.status()).isEqualTo(200);
    assertThat(revoked.body()).isEqualTo("{\"success\":true}");
    user.get("/api/v1/cache/seeded/stats").isError(401, "unauthenticated");
    admin.call("DELETE", path, null).isError(404, "not_found");
    assertThat(admin.get(KEYS).json().findValuesAsText("name")).doesNotContain("life");
  }

  @Test
  void aKeyWithoutAnEndSaysSo() {
    JsonNode key = admin.makeKey("endless", List.of("read"), "*");
    assertThat(key.path("expires_at").isNull()).isTrue();
  }

  @Test
  void aKeyIsGoodUntilItsEnd() {
    String end = Instant.now().plusSeconds(2).toString();
    Reply made =
        admin.call(
            "POST",
            KEYS,
            "{\"name\":\"short\",\"roles\":[\"read\"],\"namespaces\":[\"*\"],\"expires_at\":\""
                + end
                + "\"}");
    assertThat(made.status()).isEqualTo(201);
    Api user = admin.as(made.json().path("key").asText());
    await().until(() -> user.get("/api/v1/cache/seeded/stats").status() == 401);
    assertThat(Instant.now()).isAfter(made.json().path("expires_at").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "999999999", "9999999999", "-1", "x", "1x", "1%20", "%2B1", "1;a"})
  void anIdOfNoKeyIsNotFound(String id) {
    admin.call("DELETE", KEYS + "/" + id, null).isError(404, "not_found");
  }

  @Test
  void badBodiesAndQueriesAreRefused() {
    admin.call("POST", KEYS, "{}").isError(400, "invalid_parameter");
    admin.call("POST", KEYS, "{").isError(400, "malformed_json");
    admin.call("POST", KEYS, "").isError(400, "malformed_json");
    admin
        .call("POST", KEYS, "x", "Content-Type", "text/plain")
        .isError(415, "unsupported_media_type");
    admin.get(KEYS + "?limit=1").isError(400, "invalid_parameter");
    admin.call("PUT", KEYS, "{}").isError(405, "method_not_allowed");
  }

  @Test
  void namesAreDataAndNoSql() {
    String name = "'); DROP TABLE api_keys; --";
    admin.makeKey(name, List.of("read"), "'; DELETE FROM api_keys; --");
    assertThat(listed(admin, name).path("namespaces").path(0).asText())
        .isEqualTo("'; DELETE FROM api_keys; --");
  }

  @Test
  void nobodyGivesShowsOrTakesWhatLiesBeyondHisOwn() {
    Api team =
        admin.as(admin.makeKey("team", List.of("read", "admin"), "team-*").path("key").asText());
    int within = team.makeKey("within", List.of("read"), "team-a*").path("id").asInt();
    int beyond = admin.makeKey("beyond", List.of("read"), "other").path("id").asInt();
    int stronger = admin.makeKey("stronger", List.of("write"), "team-a").path("id").asInt();

    for (String body :
        List.of(
            Api.keyBody("x", List.of("write"), List.of("team-a")),
            Api.keyBody("x", List.of("read"), List.of("*")),
            Api.keyBody("x", List.of("read"), List.of("team-a", "other")))) {
      team.call("POST", KEYS, body).isError(403, "forbidden");
    }
    assertThat(team.get(KEYS).json().findValuesAsText("name"))
        .contains("team", "within")
        .doesNotContain("beyond", "stronger", "x");
    team.call("DELETE", KEYS + "/" + beyond, null).isError(403, "forbidden");
    team.call("DELETE", KEYS + "/" + stronger, null).isError(403, "forbidden");
    assertThat(team.call("DELETE", KEYS + "/" + within, null).status()).isEqualTo(200);
    assertThat(admin.get(KEYS).json().findValuesAsText("name")).contains("beyond", "stronger");
  }

  @Test
  void onlyAnAdministratorHasToDoWithKeys() {
    Api user = admin.as(admin.makeKey("user", List.of("read", "write"), "*").path("key").asText());
    user.get(KEYS).isError(403, "forbidden");
    user.call("POST", KEYS, "{}").isError(403, "forbidden");
    user.call("DELETE", KEYS + "/1", null).isError(403, "forbidden");
  }

  private static JsonNode listed(Api api, String name) {
    for (JsonNode key : api.get(KEYS).json().path("api_keys")) {
      if (key.path("name").asText().equals(name)) {
        return key;
      }
    }
    throw new AssertionError(name + " is not listed");
  }
}
