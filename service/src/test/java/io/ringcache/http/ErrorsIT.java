package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.RunningService;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told when a resource fails, or there is none. */
class ErrorsIT {

  @RegisterExtension
  static final RunningService SERVICE = new RunningService(List.of(new ProbeResource()));

  @ParameterizedTest
  @CsvSource({
    "unavailable, 503, backend_unavailable, 1",
    "timeout, 504, backend_timeout, ''",
    "busy, 503, overloaded, 1",
    "full, 507, storage_full, ''",
    "protocol, 503, backend_unavailable, 1",
    "key, 400, invalid_key, ''",
    "pattern, 400, invalid_pattern, ''",
    "api, 409, not_an_integer, ''",
    "defect, 500, internal_error, ''",
  })
  void aFailureHasItsStatusAndCodeAtOnceAndLater(
      String how, int status, String code, String retryAfter) throws IOException {
    for (String path : List.of("/probe/fail/", "/probe/fail-later/")) {
      RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", path + how);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("Retry-After")).isEqualTo(retryAfter);
      ErrorShape.assertIs(answer, code);
      assertThat(answer.body()).doesNotContain("secret");
    }
  }

  @Test
  void aDetailMayHoldAnyText() throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", "/probe/fail/api");
    assertThat(ErrorShape.assertIs(answer, "not_an_integer").path("detail").asText())
        .isEqualTo("say \"no\"\n\u0001 \ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nowhere", "/api", "/api/v1", "/api/v2/cache/a/b", "/health/x"})
  void anUnknownPathIsNotFound(String path) throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", path);
    assertThat(answer.status()).isEqualTo(404);
    ErrorShape.assertIs(answer, "not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "TRACE", "FOO", "get"})
  void aMethodThatAPathDoesNotHaveIsRefusedWithThoseItHas(String method) throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), method, "/health");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow").split(",\\s*")).contains("GET", "HEAD", "OPTIONS");
    ErrorShape.assertIs(answer, "method_not_allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/json", "text/plain"})
  void optionsSayWhatIsAllowedAndNothingElse(String accept) throws IOException {
    RawHttp.Answer answer =
        RawHttp.exchange(
            SERVICE.port(),
            "OPTIONS /health HTTP/1.1\r\nHost: a\r\nAccept: " + accept + "\r\n\r\n");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Allow").split(",\\s*")).contains("GET", "HEAD");
  }

  @Test
  void aHeadIsRefusedWithoutABody() throws IOException {
    try (RawHttp http = RawHttp.connect(SERVICE.port())) {
      http.send("HEAD /nowhere HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(http.readHead().status()).isEqualTo(404);
      http.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(http.read().status()).isEqualTo(200);
    }
  }

  @Test
  void aWellFormedRequestIdIsEchoed() throws IOException {
    String id = "aZ09._:-".repeat(16);
    assertThat(answerWith(id).header(RequestId.HEADER)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\tb", "a/b", "\u00e9", "129"})
  void anyOtherRequestIdIsReplaced(String sent) throws IOException {
    String id = sent.equals("129") ? "a".repeat(129) : sent;
    assertThat(answerWith(id).header(RequestId.HEADER)).matches("[0-9a-f]{16}");
  }

  @Test
  void anAnswerThatIsNoErrorHasARequestIdToo() throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", "/health");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header(RequestId.HEADER)).matches("[0-9a-f]{16}");
    assertThat(answer.header("Date")).isNotEmpty();
    assertThat(answer.header("Server")).isEmpty();
  }

  private static RawHttp.Answer answerWith(String requestId) throws IOException {
    RawHttp.Answer answer =
        RawHttp.exchange(
            SERVICE.port(),
            "GET /nowhere HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId + "\r\n\r\n");
    ErrorShape.assertIs(answer, "not_found");
    return answer;
  }
}
