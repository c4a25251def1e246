package io.ringcache.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringcache.RunningService;
import io.ringcache.http.ErrorShape;
import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogResourceIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final RunningService SERVICE = new RunningService(List.of());

  @Test
  void whatWasAskedOfTheCacheCanBeRead() throws IOException {
    Instant before = Instant.now();
    RawHttp.request(SERVICE.port(), "DELETE", "/api/v1/cache/seeded?pattern=user_*");
    await().until(() -> !entries("?operation=FLUSH").isEmpty());
    JsonNode entry = entries("?operation=FLUSH&limit=1&since=2024-01-01T00:00:00%2B02:00").get(0);
    assertThat(entry.fieldNames())
        .toIterable()
        .containsExactly("at", "operation", "key_pattern", "hit", "latency_ms");
    assertThat(Instant.parse(entry.path("at").asText()))
        .isBetween(before.minusMillis(1), Instant.now());
    assertThat(entry.path("at").asText()).endsWith("Z");
    assertThat(entry.path("operation").asText()).isEqualTo("FLUSH");
    assertThat(entry.path("key_pattern").asText()).isEqualTo("user_*");
    assertThat(entry.path("hit").isNull()).isTrue();
    assertThat(entry.path("latency_ms").isNumber()).isTrue();
    assertThat(entries("?operation=TOUCH")).isEmpty();
    assertThat(entries("?until=2024-01-01T00:00:00Z")).isEmpty();
    assertThat(entries("?since=2124-01-01T00:00:00+02:00")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operation=get",
        "operation=",
        "operation=HEAD",
        "operation=GET'%20OR%201=1",
        "since=yesterday",
        "until=2024-01-01",
        "limit=0",
        "limit=1001",
        "limit=1&limit=1",
        "from=2024-01-01T00:00:00Z"
      })
  void whatIsMisspeltIsRefused(String query) throws IOException {
    assertError(get("seeded", "?" + query), 400, "invalid_parameter");
  }

  @Test
  void aNamespaceMustBeThere() throws IOException {
    assertError(get("unheard-of", ""), 404, "namespace_not_found");
    assertError(get("caf%C3%A9", ""), 400, "invalid_namespace");
    assertError(get("a%2Fb", ""), 400, "invalid_namespace");
    assertError(get("a;b", ""), 400, "invalid_namespace");
    assertError(get("", ""), 400, "invalid_namespace");
  }

  @Test
  void itCanOnlyBeRead() throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "DELETE", path("seeded"));
    assertError(answer, 405, "method_not_allowed");
  }

  @Test
  void itsMetricsAreShown() throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.adminPort(), "GET", "/metrics");
    assertThat(answer.body())
        .contains(
            "\nringcache_access_log_written_total ",
            "\nringcache_access_log_dropped_total ",
            "\nringcache_access_log_queued ");
  }

  private static JsonNode entries(String query) throws IOException {
    RawHttp.Answer answer = get("seeded", query);
    assertThat(answer.status()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("entries");
  }

  private static RawHttp.Answer get(String namespace, String query) throws IOException {
    return RawHttp.request(SERVICE.port(), "GET", path(namespace) + query);
  }

  private static String path(String namespace) {
    return "/api/v1/namespaces/" + namespace + "/access-logs";
  }

  private static void assertError(RawHttp.Answer answer, int status, String code)
      throws IOException {
    assertThat(answer.status()).isEqualTo(status);
    ErrorShape.assertIs(answer, code);
  }
}
