package io.ringcache.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.RunningService;
import io.ringcache.auth.Api;
import io.ringcache.auth.Api.Reply;
import io.ringcache.http.ErrorShape;
import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The description's files over HTTP, where everything else asks for a key. */
class DescriptionIT {

  @RegisterExtension
  static final RunningService SERVICE =
      new RunningService(
          List.of(),
          ConfigOverride.config("backend.type", "memory"),
          ConfigOverride.config("auth.mode", "api-key"),
          ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY));

  private final Api anybody = new Api(SERVICE.port());

  @ParameterizedTest
  @CsvSource({
    "/openapi.json, application/json",
    "/openapi.yaml, application/yaml",
    "/docs, text/html; charset=utf-8",
    "/docs/docs.js, text/javascript; charset=utf-8",
    "/docs/docs.css, text/css; charset=utf-8",
    "/docs/swagger-ui-bundle.js, text/javascript; charset=utf-8",
    "/docs/swagger-ui.css, text/css; charset=utf-8",
    "/docs/favicon.png, image/png",
  })
  void anybodyIsSentAFileOnce(String path, String type) throws IOException {
    RawHttp.Answer whole = RawHttp.request(SERVICE.port(), "GET", path);
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.header("Content-Type")).isEqualTo(type);
    assertThat(whole.body()).isNotEmpty();
    assertThat(whole.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(whole.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(whole.header("X-Request-Id")).isNotEmpty();

    String tag = whole.header("ETag");
    for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
      RawHttp.Answer again = get(path, "If-None-Match: " + known);
      assertThat(again.status()).as(known).isEqualTo(304);
      assertThat(again.header("ETag")).isEqualTo(tag);
    }
    assertThat(get(path, "If-None-Match: \"other\"").status()).isEqualTo(200);
  }

  @Test
  void aHeadHasNoBody() throws IOException {
    try (RawHttp http = RawHttp.connect(SERVICE.port())) {
      for (int i = 0; i < 2; i++) {
        http.send("HEAD /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n");
        RawHttp.Answer head = http.readHead();
        assertThat(head.status()).isEqualTo(200);
        assertThat(Integer.parseInt(head.header("Content-Length"))).isPositive();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void anotherMethodIsToldWhatIsAllowed(String method) throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), method, "/docs");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("GET,HEAD,OPTIONS");
    ErrorShape.assertIs(answer, "method_not_allowed");
    assertThat(RawHttp.request(SERVICE.port(), "OPTIONS", "/docs").header("Allow"))
        .isEqualTo("GET,HEAD,OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/",
        "/docs/nothing",
        "/docs/docs.html",
        "/docs/../docs",
        "/docs/../api/v1/namespaces",
        "/docs;a",
        "/%64ocs",
        "/openapi.json/",
        "/openapi",
        "/openapi.xml",
        "/docs/DescriptionHandler.class",
      })
  void nothingElseIsOpenedByIt(String path) throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", path);

    assertThat(answer.status()).isEqualTo(401);
    ErrorShape.assertIs(answer, "unauthenticated");
  }

  @Test
  void whoShowsAKeyIsToldThatThereIsNothing() {
    Reply reply = anybody.asAdmin().get("/docs/nothing");

    reply.isError(404, "not_found");
  }

  @Test
  void thePageIsTheClientsAndNotTheAdministrations() throws IOException {
    assertThat(RawHttp.request(SERVICE.adminPort(), "GET", "/docs").status()).isEqualTo(404);
  }

  private static RawHttp.Answer get(String path, String header) throws IOException {
    return RawHttp.exchange(
        SERVICE.port(), "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n");
  }
}
