package io.ringcache.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.auth.Api;
import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each error that a client is told is counted once, also those before any cache call. */
class ErrorCountsIT {

  private static MeteredService service;
  private static Api reader;

  @BeforeAll
  static void start() {
    service =
        MeteredService.start(
            "../config/embedded.yml",
            Map.of(
                "auth.mode",
                "api-key",
                "auth.adminKey",
                Api.ADMIN_KEY,
                "limits.maxValueBytes",
                "1KiB",
                "limits.maxRequestBytes",
                "4KiB"));
    reader =
        service
            .api()
            .as(
                service
                    .api()
                    .asAdmin()
                    .makeKey("reader", List.of("read"), "a*")
                    .path("key")
                    .asText());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void whatAuthenticationRefusesIsCounted() {
    assertCounted(401, "unauthenticated", () -> service.api().get("/api/v1/cache/a/k").status());
    assertCounted(
        403, "forbidden", () -> reader.call("PUT", "/api/v1/cache/a/k", "{\"value\":1}").status());
    assertCounted(403, "forbidden", () -> reader.get("/api/v1/cache/b/k").status());
  }

  @Test
  void whatJerseyRefusesIsCounted() {
    Api admin = service.api().asAdmin();
    assertCounted(404, "not_found", () -> admin.get("/no/such/path").status());
    assertCounted(
        405, "method_not_allowed", () -> admin.call("PATCH", "/api/v1/cache/a/k", "{}").status());
    assertCounted(
        415,
        "unsupported_media_type",
        () ->
            admin
                .call("PUT", "/api/v1/cache/a/k", "{\"value\":1}", "Content-Encoding", "br")
                .status());
    assertCounted(404, "namespace_not_found", () -> admin.get("/api/v1/namespaces/no").status());
  }

  @Test
  void whatIsWrongWithACallIsCounted() {
    Api admin = service.api().asAdmin();
    assertCounted(
        400,
        "invalid_key",
        () -> admin.call("PUT", "/api/v1/cache/a/stats", "{\"value\":1}").status());
    assertCounted(400, "invalid_namespace", () -> admin.get("/api/v1/cache/-/k").status());
    assertCounted(
        400, "malformed_json", () -> admin.call("PUT", "/api/v1/cache/a/k", "{").status());
    assertCounted(
        400,
        "value_too_large",
        () ->
            admin
                .call("PUT", "/api/v1/cache/a/k", "{\"value\":\"" + "x".repeat(2000) + "\"}")
                .status());
    assertCounted(
        413,
        "request_too_large",
        () ->
            admin
                .call("PUT", "/api/v1/cache/a/k", "{\"value\":\"" + "x".repeat(5000) + "\"}")
                .status());
    assertCounted(
        412,
        "precondition_failed",
        () ->
            admin.call("PUT", "/api/v1/cache/a/absent", "{\"value\":1}", "If-Match", "*").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Accept: application/json;q=0.9\r\n"})
  void aMissIsCountedOnBothLanes(String header) {
    assertCounted(
        404,
        "key_not_found",
        () ->
            RawHttp.exchange(
                    service.port(),
                    "GET /api/v1/cache/a/absent HTTP/1.1\r\nHost: localhost\r\n"
                        + "Authorization: Bearer "
                        + Api.ADMIN_KEY
                        + "\r\n"
                        + header
                        + "\r\n")
                .status());
  }

  @Test
  void whatIsNoHttpIsCounted() {
    assertCounted(
        400, "bad_request", () -> RawHttp.exchange(service.port(), "nonsense\r\n\r\n").status());
    assertCounted(
        431,
        "headers_too_large",
        () ->
            RawHttp.exchange(
                    service.port(),
                    "GET /health HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(10_000) + "\r\n\r\n")
                .status());
  }

  @Test
  void aSuccessIsNone() throws IOException {
    Map<String, Double> before = errors();
    assertThat(RawHttp.request(service.port(), "GET", "/health").status()).isEqualTo(200);
    service.api().asAdmin().call("PUT", "/api/v1/cache/a/k", "{\"value\":1}");
    assertThat(service.api().asAdmin().get("/api/v1/cache/a/k").status()).isEqualTo(200);
    assertThat(errors()).isEqualTo(before);
  }

  private interface Refused {
    int status() throws IOException;
  }

  /** That error, and no other. */
  private static void assertCounted(int status, String code, Refused call) {
    Map<String, Double> before = errors();
    try {
      assertThat(call.status()).isEqualTo(status);
    } catch (IOException e) {
      throw new AssertionError(code, e);
    }
    String sample = "ringcache_http_errors_total{code=\"" + code + "\",status=\"" + status + "\"}";
    Map<String, Double> after = errors();
    assertThat(after.keySet()).isEqualTo(before.keySet()).contains(sample);
    after.forEach(
        (name, value) ->
            assertThat(value - before.getOrDefault(name, 0.0))
                .as(name)
                .isEqualTo(name.equals(sample) ? 1 : 0));
  }

  private static Map<String, Double> errors() {
    Map<String, Double> errors = new TreeMap<>(service.scrape().samples());
    errors.keySet().removeIf(name -> !name.startsWith("ringcache_http_errors_total"));
    return errors;
  }
}
