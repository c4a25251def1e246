package io.ringcache.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringcache.RunningService;
import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditResourceIT {

  @RegisterExtension static final RunningService SERVICE = new RunningService(List.of());

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aFlushIsThereWhenItIsReportedAsDone() throws IOException {
    RawHttp.Answer flush =
        RawHttp.exchange(
            SERVICE.port(),
            "DELETE /api/v1/cache/seeded?pattern=user_* HTTP/1.1\r\nHost: a\r\nX-Request-Id: f-1\r\n\r\n");
    assertThat(flush.status()).isEqualTo(200);
    RawHttp.Answer answer = get("");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    JsonNode entry = JSON.readTree(answer.body()).path("entries").path(0);
    assertThat(entry.fieldNames())
        .toIterable()
        .containsExactly("at", "actor", "action", "namespace", "detail", "request_id");
    assertThat(entry.path("actor").asText()).isEqualTo("anonymous");
    assertThat(entry.path("action").asText()).isEqualTo("cache.flush");
    assertThat(entry.path("namespace").asText()).isEqualTo("seeded");
    assertThat(entry.path("detail").asText()).contains("user_*", "0 deleted");
    assertThat(entry.path("request_id").asText()).isEqualTo("f-1");
    Instant at = Instant.parse(entry.path("at").asText());
    assertThat(Duration.between(at, Instant.now()).abs()).isLessThan(Duration.ofMinutes(5));

    assertThat(JSON.readTree(get("?until=" + at).body()).path("entries")).isEmpty();
    assertThat(JSON.readTree(get("?since=" + at + "&limit=1").body()).path("entries")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=0",
        "?limit=1001",
        "?limit=",
        "?since=yesterday",
        "?until=2024-01-01",
        "?namespace=a",
        "?limit=1&limit=1"
      })
  void whatIsNoQueryIsRefused(String query) throws IOException {
    RawHttp.Answer answer = get(query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("invalid_parameter");
  }

  private static RawHttp.Answer get(String query) throws IOException {
    return RawHttp.request(SERVICE.port(), "GET", "/api/v1/audit-logs" + query);
  }
}
