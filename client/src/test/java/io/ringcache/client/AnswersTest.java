package io.ringcache.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswersTest {

  private static Answer answer(int status, String body, Map<String, List<String>> headers) {
    return new Answer(
        status,
        HttpHeaders.of(headers, (name, value) -> true),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Slice slice) {
    return new String(slice.answer(), slice.from(), slice.length(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "0.10",
        "1E400",
        "-7",
        "12345678901234567890123",
        "\"\"",
        "\"ü \\\" } 🦀\"",
        "[1,[2,{}]]",
        "{\"a\":{\"b\":[\"}\"]},\"a\":2}"
      })
  void aValueIsCutOutAsItStands(String json) {
    String metadata = "\"metadata\":{\"ttl_remaining\":7,\"created_at\":\"2024-01-01T00:00:00Z\"}";
    for (String body :
        List.of(
            "{\"value\":" + json + "," + metadata + "}",
            "{ " + metadata + " , \"value\" : " + json + " }")) {
      Found found = EntryAnswer.of(answer(200, body, Map.of("ETag", List.of("\"x\""))));

      assertThat(text(found.value())).isEqualTo(json);
      assertThat(found.ttlRemaining()).hasValue(Duration.ofSeconds(7));
      assertThat(found.etag()).isEqualTo("\"x\"");
    }
  }

  private static Lookup lookup(Map<String, Lookup> results, String key) {
    return Objects.requireNonNull(results.get(key));
  }

  @Test
  void anMgetTellsFoundAbsentAndUnread() {
    Map<String, Lookup> results =
        BatchAnswer.of(
            answer(
                200,
                "{\"results\":{\"a\":{\"value\":[1],\"found\":true},"
                    + "\"b\":{\"value\":null,\"found\":false},"
                    + "\"c\":{\"value\":null,\"found\":false,\"error\":\"backend_unavailable\"},"
                    + "\"d\":{\"value\":null,\"found\":true}},\"hits\":2,\"misses\":1}",
                Map.of()));

    assertThat(text(lookup(results, "a").value().orElseThrow())).isEqualTo("[1]");
    assertThat(lookup(results, "b")).isEqualTo(Lookup.ABSENT);
    assertThat(lookup(results, "c").failure())
        .hasValueSatisfying(
            failure ->
                assertThat(((AnswerException) failure).code()).isEqualTo("backend_unavailable"));
    assertThat(lookup(results, "d").value().orElseThrow().isNull()).isTrue();
  }

  @Test
  void anErrorCarriesWhatTheServiceSaid() {
    Answer overloaded =
        answer(
            503,
            "{\"error\":\"Service overloaded\",\"code\":\"overloaded\",\"detail\":\"full\"}",
            Map.of("Retry-After", List.of("2"), "X-Request-Id", List.of("r-1")));

    assertThatThrownBy(overloaded::orThrow)
        .isInstanceOfSatisfying(
            ServiceFailedException.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(503);
              assertThat(failure.code()).isEqualTo("overloaded");
              assertThat(failure.detail()).hasValue("full");
              assertThat(failure.requestId()).hasValue("r-1");
              assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(2));
            });
  }

  @Test
  void whatAProxySaysIsAnErrorToo() {
    assertThatThrownBy(() -> answer(502, "<html>Bad gateway</html>", Map.of()).orThrow())
        .isInstanceOfSatisfying(
            ServiceFailedException.class,
            failure -> assertThat(failure.code()).isEqualTo("http_502"));
    assertThatThrownBy(() -> EntryAnswer.of(answer(200, "<html>Hotel Wi-Fi</html>", Map.of())))
        .isInstanceOf(ServiceFailedException.class);
  }

  @Test
  void everyStatusHasItsException() {
    Map<Integer, Class<?>> classes =
        Map.of(
            400, InvalidRequestException.class,
            401, AccessRefusedException.class,
            403, AccessRefusedException.class,
            404, InvalidRequestException.class,
            409, ConflictException.class,
            429, AccessRefusedException.class,
            500, ServiceFailedException.class,
            504, ServiceFailedException.class,
            507, StorageFullException.class);
    classes.forEach(
        (status, type) ->
            assertThatThrownBy(() -> answer(status, "", Map.of()).orThrow()).isInstanceOf(type));
  }

  @Test
  void aRequestsJsonIsEscaped() throws Exception {
    String odd = "a\"\\\u0001ü🦀";
    byte[] body = new Body().json("{\"keys\":").strings(List.of(odd, "")).json("}").toBytes();

    assertThat(new ObjectMapper().readTree(body).path("keys").get(0).asText()).isEqualTo(odd);
  }
}
