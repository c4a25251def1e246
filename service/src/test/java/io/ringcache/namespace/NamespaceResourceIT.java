package io.ringcache.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringcache.RunningService;
import io.ringcache.cache.FlushResult;
import io.ringcache.http.ErrorShape;
import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceResourceIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final RunningService SERVICE = new RunningService(List.of());

  @Test
  void aNamespaceIsCreatedThenChangedThenDeleted() throws IOException {
    RawHttp.Answer created = put("life", "{\"default_ttl\": 60}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Content-Type")).isEqualTo("application/json");
    JsonNode body = JSON.readTree(created.body());
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactly("name", "default_ttl", "max_size_mb", "eviction_policy", "created_at");
    assertThat(body.path("default_ttl").asInt()).isEqualTo(60);
    assertThat(body.path("max_size_mb").asInt()).isEqualTo(100);
    assertThat(body.path("eviction_policy").asText()).isEqualTo("LRU");

    RawHttp.Answer changed = put("life", "{\"eviction_policy\": \"NONE\", \"max_size_mb\": 5}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(JSON.readTree(changed.body()).path("default_ttl").asInt()).isEqualTo(60);
    assertThat(JSON.readTree(changed.body()).path("created_at")).isEqualTo(body.path("created_at"));
    assertThat(JSON.readTree(call("GET", "life").body())).isEqualTo(JSON.readTree(changed.body()));

    SERVICE
        .backend()
        .saysOfAFlush(CompletableFuture.completedFuture(new FlushResult(12, List.of())));
    RawHttp.Answer deleted = call("DELETE", "life");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.body()).isEqualTo("{\"success\":true,\"deleted_count\":12}");
    assertError(call("GET", "life"), 404, "namespace_not_found");
    assertError(call("DELETE", "life"), 404, "namespace_not_found");
  }

  @Test
  void aDeletionThatANodeMissedIsToldAndCanBeRepeated() throws IOException {
    put("half", "{}");
    SERVICE
        .backend()
        .saysOfAFlush(CompletableFuture.completedFuture(new FlushResult(4, List.of("n2"))));
    RawHttp.Answer answer = call("DELETE", "half");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    JsonNode body = ErrorShape.assertIs(answer, "backend_unavailable");
    assertThat(body.path("deleted_count").asInt()).isEqualTo(4);
    assertThat(body.path("failed_nodes").toString()).isEqualTo("[\"n2\"]");
    assertThat(call("GET", "half").status()).isEqualTo(200);
  }

  @Test
  void everyChangeIsInTheAuditTrailWhenItIsAnswered() throws IOException {
    put("told", "{\"max_size_mb\": 7}");
    put("told", "{\"default_ttl\": 0}");
    SERVICE
        .backend()
        .saysOfAFlush(CompletableFuture.completedFuture(new FlushResult(4, List.of("n2"))));
    call("DELETE", "told");
    SERVICE
        .backend()
        .saysOfAFlush(CompletableFuture.completedFuture(new FlushResult(5, List.of())));
    call("DELETE", "told");

    List<String> told = new ArrayList<>();
    String log = RawHttp.request(SERVICE.port(), "GET", "/api/v1/audit-logs").body();
    for (JsonNode entry : JSON.readTree(log).path("entries")) {
      if (entry.path("namespace").asText().equals("told")) {
        told.add(entry.path("action").asText() + ": " + entry.path("detail").asText());
      }
    }
    assertThat(told)
        .containsExactly(
            "namespace.delete: 5 entries deleted",
            "namespace.delete: not completed: 4 entries deleted, missed by n2",
            "namespace.update: default_ttl=0, max_size_mb=7, eviction_policy=LRU",
            "namespace.create: default_ttl=3600, max_size_mb=7, eviction_policy=LRU");
  }

  @Test
  void theListHoldsWhatTheConfigurationSaysAndWhatWasMade() throws IOException {
    put("listed", "{}");
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", "/api/v1/namespaces");
    assertThat(answer.status()).isEqualTo(200);
    JsonNode list = JSON.readTree(answer.body()).path("namespaces");
    assertThat(list.findValuesAsText("name")).contains("listed", "seeded");
    assertThat(JSON.readTree(call("GET", "seeded").body()).path("default_ttl").asInt())
        .isEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"max_size_mb\": 9, \"default_ttl\": -1}",
        "{\"max_size_mb\": 9, \"surprise\": 1}",
        "{\"max_size_mb\": 9, \"max_size_mb\": 9}"
      })
  void aBadConfigurationChangesNothing(String bad) throws IOException {
    put("kept", "{\"max_size_mb\": 3}");
    assertError(put("kept", bad), 400, "invalid_namespace_config");
    assertThat(JSON.readTree(call("GET", "kept").body()).path("max_size_mb").asInt()).isEqualTo(3);
    assertError(put("never", bad), 400, "invalid_namespace_config");
    assertError(call("GET", "never"), 404, "namespace_not_found");
  }

  @Test
  void whatIsNoJsonIsRefused() throws IOException {
    assertError(put("never", "{"), 400, "malformed_json");
    assertError(put("never", ""), 400, "malformed_json");
  }

  @ParameterizedTest
  @ValueSource(strings = {".hidden", "a%20b", "a;b", "a%2Fb", "caf%C3%A9", "%ff", "a:b"})
  void whatCanBeNoNameIsRefused(String name) throws IOException {
    assertError(call("GET", name), 400, "invalid_namespace");
    assertError(put(name, "{}"), 400, "invalid_namespace");
    assertError(call("DELETE", name), 400, "invalid_namespace");
  }

  @Test
  void aQueryIsRefused() throws IOException {
    assertError(call("DELETE", "seeded?force=true"), 400, "invalid_parameter");
    assertThat(call("GET", "seeded").status()).isEqualTo(200);
    assertError(put("never?a", "{}"), 400, "invalid_parameter");
    assertError(
        RawHttp.request(SERVICE.port(), "GET", "/api/v1/namespaces?page=2"),
        400,
        "invalid_parameter");
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() throws IOException {
    assertError(put("never", "Content-Type: text/plain\r\n", "{}"), 415, "unsupported_media_type");
    assertThat(put("typed", "Content-Type: application/json;charset=utf-8\r\n", "{}").status())
        .isEqualTo(201);
  }

  private static RawHttp.Answer call(String method, String name) throws IOException {
    return RawHttp.request(SERVICE.port(), method, "/api/v1/namespaces/" + name);
  }

  private static RawHttp.Answer put(String name, String body) throws IOException {
    return put(name, "", body);
  }

  private static RawHttp.Answer put(String name, String headers, String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return RawHttp.exchange(
        SERVICE.port(),
        "PUT /api/v1/namespaces/%s HTTP/1.1\r\nHost: a\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(name, headers, length, body));
  }

  private static void assertError(RawHttp.Answer answer, int status, String code)
      throws IOException {
    assertThat(answer.status()).isEqualTo(status);
    ErrorShape.assertIs(answer, code);
  }
}
