package io.ringcache.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ringcache.openapi.Description.Operation;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the answers that tests get against the API's description: a status, a header or a field
 * that is not in it fails the test that has met it, whatever that is about.
 */
public final class Described {

  /** Those of HTTP, not of the API. */
  private static final Set<String> OF_HTTP =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "date",
          "transfer-encoding",
          "vary");

  private Described() {}

  /** Asserts that an answer is as the description has it. */
  public static void check(HttpResponse<String> answer) {
    HttpRequest request = answer.request();
    String[] segments =
        Arrays.stream(request.uri().getRawPath().split("/", -1))
            .map(Described::decoded)
            .toArray(String[]::new);
    if (request.method().equals("OPTIONS")) {
      return; // of which OpenAPI is not made to speak
    }
    Description description = Description.packaged();
    boolean head = request.method().equals("HEAD");
    Optional<Operation> operation = description.find(request.method(), segments);
    JsonNode response =
        description.resolved(
            operation
                .map(each -> each.says().path("responses"))
                .orElseGet(() -> ofNone(description))
                .path(Integer.toString(answer.statusCode())));
    String what =
        "%s %s (%s): %s"
            .formatted(
                request.method(),
                request.uri().getRawPath(),
                operation.map(Operation::id).orElse("not described"),
                answer.statusCode());
    assertThat(response.isMissingNode())
        .as("%s is no status of it: %s", what, answer.body())
        .isFalse();
    checkHeaders(what, response.path("headers"), answer);
    if (!head) {
      checkBody(what, response.path("content"), answer);
    }
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }

  /**
   * What may be answered where there is nothing: what any call with a key and a body answers, and
   * that.
   */
  private static JsonNode ofNone(Description description) {
    JsonNode put =
        description.operations().stream()
            .filter(each -> each.id().equals("putEntry"))
            .findFirst()
            .orElseThrow()
            .says();
    JsonNode shared = description.document().path("components").path("responses");
    return JsonNodeFactory.instance
        .objectNode()
        .setAll(
            Map.of(
                "400", put.path("responses").path("400"),
                "401", put.path("responses").path("401"),
                "403", put.path("responses").path("403"),
                "404", shared.path("NotFound"),
                "405", shared.path("MethodNotAllowed"),
                "413", put.path("responses").path("413"),
                "414", put.path("responses").path("414"),
                "415", put.path("responses").path("415"),
                "429", put.path("responses").path("429"),
                "503", put.path("responses").path("503")));
  }

  private static void checkHeaders(String what, JsonNode headers, HttpResponse<String> answer) {
    Description description = Description.packaged();
    headers
        .properties()
        .forEach(
            header -> {
              JsonNode says = description.resolved(header.getValue());
              Optional<String> sent = answer.headers().firstValue(header.getKey());
              if (says.path("required").asBoolean()) {
                assertThat(sent).as("%s has %s", what, header.getKey()).isPresent();
              }
              sent.ifPresent(
                  value ->
                      assertThat(description.complaints(says.path("schema"), value(says, value)))
                          .as("%s: %s: %s", what, header.getKey(), value)
                          .isEmpty());
            });
    List<String> known =
        headers.properties().stream()
            .map(header -> header.getKey().toLowerCase(java.util.Locale.ROOT))
            .toList();
    assertThat(answer.headers().map().keySet())
        .as(what)
        .allSatisfy(
            name -> assertThat(OF_HTTP.contains(name) || known.contains(name)).as(name).isTrue());
  }

  private static JsonNode value(JsonNode header, String text) {
    return header.path("schema").path("type").asText().equals("integer")
        ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
        : JsonNodeFactory.instance.textNode(text);
  }

  private static void checkBody(String what, JsonNode content, HttpResponse<String> answer) {
    if (content.isMissingNode()) {
      assertThat(answer.body()).as(what).isEmpty();
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    JsonNode schema = content.path(type).path("schema");
    assertThat(schema.isMissingNode()).as("%s is of the type %s", what, type).isFalse();
    JsonNode body =
        type.equals("application/json")
            ? parsed(what, answer.body())
            : JsonNodeFactory.instance.textNode(answer.body());
    assertThat(Description.packaged().complaints(schema, body))
        .as("%s: %.2000s", what, answer.body())
        .isEmpty();
  }

  private static JsonNode parsed(String what, String body) {
    try {
      return Description.JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError(what + " is no JSON: " + body, e);
    }
  }
}
