package io.ringcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.RunningService;
import io.ringcache.auth.Api.Reply;
import io.ringcache.http.ErrorShape;
import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in; what they may then is AuthMatrixIT's. */
class AuthenticationIT {

  @RegisterExtension
  static final RunningService SERVICE =
      new RunningService(
          List.of(),
          ConfigOverride.config("backend.type", "memory"),
          ConfigOverride.config("auth.mode", "api-key"),
          ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY),
          ConfigOverride.config("auth.trustedProxies", "127.0.0.1"));

  private static final String STATS = "/api/v1/cache/seeded/stats";

  private static Api api;
  private static String key;

  @BeforeAll
  static void makeAKey() {
    api = new Api(SERVICE.port());
    key = api.asAdmin().makeKey("reader", List.of("read"), "seeded").path("key").asText();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/cache/seeded/a",
    "PUT, /api/v1/cache/seeded/a",
    "DELETE, /api/v1/cache/seeded",
    "POST, /api/v1/cache/seeded/mget",
    "GET, /api/v1/namespaces",
    "GET, /api/v1/audit-logs",
    "GET, /api/v1/api-keys",
    "GET, /no/such/path",
    "GET, /",
    "GET, /health/",
    "GET, //health",
    "GET, /%68ealth",
    "GET, /health;a",
    "GET, /api/v1/cache/seeded/../../../../health",
    "POST, /health",
    "DELETE, /health",
    "OPTIONS, /health",
    "OPTIONS, /api/v1/cache/seeded/a",
    "PATCH, /api/v1/cache/seeded/a",
  })
  void withoutAKeyEverythingIsA401(String method, String path) throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), method, path);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    ErrorShape.assertIs(answer, "unauthenticated");
  }

  @Test
  void theHealthIsOpen() {
    assertThat(api.get("/health").status()).isEqualTo(200);
    assertThat(api.call("HEAD", "/health", null).status()).isEqualTo(200);
    assertThat(api.as("wrong").get("/health").status()).isEqualTo(200);
  }

  @Test
  void theAdministrationsPortAsksForNoKey() throws IOException {
    assertThat(RawHttp.request(SERVICE.adminPort(), "GET", "/ping").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER  %s", "Bearer %s "})
  void aKeyLetsIn(String header) throws IOException {
    assertThat(sendWith("Authorization: " + header.formatted(key)).status()).isEqualTo(200);
    assertThat(sendWith("Authorization: " + header.formatted(Api.ADMIN_KEY)).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: %s",
        "Authorization: Basic %s",
        "Authorization: Bearer",
        "Authorization: Bearer %1$s\r\nAuthorization: Bearer %1$s",
        "X-Api-Key: %s",
        "Cookie: Bearer %s",
      })
  void aKeyThatIsNotShownAsItShouldBeIsNone(String headers) throws IOException {
    for (int i = 0; i < 2 * WrongKeys.AT_ONCE; i++) {
      RawHttp.Answer answer = sendWith(headers.formatted(key));
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
      ErrorShape.assertIs(answer, "unauthenticated");
    }
  }

  @Test
  void wrongKeysAreSlowedByTheClientsAddressAndRightOnesNever() throws IOException {
    for (int i = 0; i < WrongKeys.AT_ONCE; i++) {
      wrong("1.1.1.1").isError(401, "unauthenticated");
    }
    Reply refused = wrong("9.9.9.9, 1.1.1.1");
    refused.isError(429, "rate_limited");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 6);
    wrong("2.2.2.2").isError(401, "unauthenticated");
    for (String good : List.of(key, Api.ADMIN_KEY)) {
      assertThat(api.as(good).call("GET", STATS, null, "X-Forwarded-For", "1.1.1.1").status())
          .isEqualTo(200);
    }
    // One without any key is no attempt.
    api.call("GET", STATS, null, "X-Forwarded-For", "1.1.1.1").isError(401, "unauthenticated");
  }

  @Test
  void aRefusalLeavesTheConnectionAsItWas() throws IOException {
    try (RawHttp http = RawHttp.connect(SERVICE.port())) {
      for (int i = 0; i < 3; i++) {
        http.send(
            "PUT /api/v1/cache/seeded/a HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{\"value\":");
        assertThat(http.read().status()).isEqualTo(401);
        http.send("HEAD " + STATS + " HTTP/1.1\r\nHost: a\r\n\r\n");
        RawHttp.Answer head = http.readHead();
        assertThat(head.status()).isEqualTo(401);
        assertThat(head.header("Connection")).isEmpty();
      }
    }
  }

  @Test
  void aRefusalReachesWhoeverIsStillSending() throws IOException {
    try (RawHttp http = RawHttp.connect(SERVICE.port())) {
      http.send("PUT /api/v1/cache/seeded/a HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\n");
      http.send("{".repeat(1000));
      RawHttp.Answer answer = http.read();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("Connection")).isEqualTo("close");
    }
  }

  private static Reply wrong(String forwardedFor) {
    return api.as("rk_wrong").call("GET", STATS, null, "X-Forwarded-For", forwardedFor);
  }

  private static RawHttp.Answer sendWith(String headers) throws IOException {
    return RawHttp.exchange(
        SERVICE.port(), "GET " + STATS + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n");
  }
}
