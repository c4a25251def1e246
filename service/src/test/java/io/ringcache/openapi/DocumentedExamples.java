package io.ringcache.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.ConfigOverride;
import io.ringcache.RunningService;
import io.ringcache.auth.Api;
import io.ringcache.auth.Api.Reply;
import io.ringcache.openapi.Description.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends every request that the description has an example of, and holds the answer against the
 * answer's example, as {@link Api} holds it against the description. A subclass says by which lane,
 * and with keys or without.
 *
 * <p>An example is in the request's parameters and body and in the answer under one name. One that
 * only an answer has takes a fault that no request brings about.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DocumentedExamples {

  /**
   * An example of a call.
   *
   * @param name of the example, an error's code where the answer is one
   */
  record Example(Operation operation, String name) {

    @Override
    public String toString() {
      return operation + " " + name;
    }
  }

  @RegisterExtension final RunningService service;

  DocumentedExamples(boolean fastLane, boolean keys) {
    this.service =
        new RunningService(
            List.of(),
            ConfigOverride.config("backend.type", "memory"),
            ConfigOverride.config("fastLane", Boolean.toString(fastLane)),
            ConfigOverride.config("auth.mode", keys ? "api-key" : "none"),
            ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY));
  }

  static Stream<Example> examples() {
    return Description.packaged().operations().stream()
        .flatMap(operation -> names(operation).stream().map(name -> new Example(operation, name)));
  }

  private static Set<String> names(Operation operation) {
    Set<String> names = new LinkedHashSet<>();
    operation
        .says()
        .path("parameters")
        .forEach(parameter -> parameter.path("examples").fieldNames().forEachRemaining(names::add));
    names.remove(Generator.ABSENT);
    json(operation.says().path("requestBody"))
        .path("examples")
        .fieldNames()
        .forEachRemaining(names::add);
    operation
        .says()
        .path("responses")
        .properties()
        .forEach(
            response -> {
              if (response.getKey().startsWith("2")) {
                response
                    .getValue()
                    .path("content")
                    .forEach(
                        content ->
                            content.path("examples").fieldNames().forEachRemaining(names::add));
              }
            });
    return names;
  }

  private static JsonNode json(JsonNode message) {
    return message.path("content").path("application/json");
  }

  /** What the examples speak of, and nothing else. */
  @BeforeEach
  void prepare() {
    Api admin = api();
    admin.call("DELETE", "/api/v1/namespaces/sessions", null);
    admin.call("PUT", "/api/v1/namespaces/users", "{\"default_ttl\":3600,\"max_size_mb\":100}");
    admin.call("DELETE", "/api/v1/cache/users", null);
    admin.call(
        "PUT",
        "/api/v1/cache/users/user_123",
        "{\"value\":{\"name\":\"Ada\"},\"ttl\":3500,\"tags\":[\"team_7\"]}");
    admin.call("PUT", "/api/v1/cache/users/visits", "{\"value\":6}");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsAnsweredAsItsExampleSays(Example example) {
    Operation operation = example.operation();
    String path = operation.path();
    List<String> query = new ArrayList<>();
    List<String> headers = new ArrayList<>();
    for (JsonNode each : operation.says().path("parameters")) {
      JsonNode parameter = Description.packaged().resolved(each);
      String name = parameter.path("name").asText();
      @Nullable String value = value(parameter, example);
      if (value == null) {
        continue;
      }
      switch (parameter.path("in").asText()) {
        case "path" -> path = path.replace("{" + name + "}", encoded(value));
        case "query" -> query.add(name + "=" + encoded(value));
        default -> headers.addAll(List.of(name, value));
      }
    }
    JsonNode body =
        json(operation.says().path("requestBody"))
            .path("examples")
            .path(example.name())
            .path("value");
    if (!body.isMissingNode()) {
      headers.addAll(List.of("Content-Type", "application/json"));
    }

    Reply reply =
        caller(operation)
            .call(
                operation.method().toUpperCase(java.util.Locale.ROOT),
                path + (query.isEmpty() ? "" : "?" + String.join("&", query)),
                body.isMissingNode() ? null : body.toString(),
                headers.toArray(String[]::new));

    assertThat(reply.status()).as(reply.body()).isEqualTo(status(example));
    JsonNode answer = answer(example, reply.status());
    if (answer.isObject() && !operation.method().equals("head")) {
      assertIsLike(answer, reply.json());
    }
  }

  /** Null where the example goes without. */
  private @Nullable String value(JsonNode parameter, Example example) {
    JsonNode own = parameter.path("examples").path(example.name()).path("value");
    JsonNode value = own.isMissingNode() ? parameter.path("example") : own;
    if (value.isMissingNode() || (own.isMissingNode() && !parameter.path("required").asBoolean())) {
      return null;
    }
    // Numbers are given out as they come.
    return example.name().equals("revoked")
        ? api().makeKey("shop", List.of("read"), "user*").path("id").asText()
        : value.asText();
  }

  private static String status(Example example, JsonNode examples) {
    return examples.path(example.name()).path("x-status").asText();
  }

  private static int status(Example example) {
    List<String> statuses = new ArrayList<>();
    JsonNode says = example.operation().says();
    says.path("parameters").forEach(each -> statuses.add(status(example, each.path("examples"))));
    statuses.add(status(example, json(says.path("requestBody")).path("examples")));
    says.path("responses")
        .fieldNames()
        .forEachRemaining(
            status -> {
              if (answers(example, status).anyMatch(each -> each.has(example.name()))) {
                statuses.add(status);
              }
            });
    statuses.removeIf(String::isEmpty);
    assertThat(statuses.stream().distinct()).as("statuses of %s", example).hasSize(1);
    return Integer.parseInt(statuses.get(0));
  }

  private static Stream<JsonNode> answers(Example example, String status) {
    return Description.packaged()
        .resolved(example.operation().says().path("responses").path(status))
        .path("content")
        .valueStream()
        .map(content -> content.path("examples"));
  }

  private static JsonNode answer(Example example, int status) {
    return answers(example, Integer.toString(status))
        .map(each -> Description.packaged().resolved(each.path(example.name())).path("value"))
        .findFirst()
        .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
  }

  /** Has the same fields, and where they are the API's own words, says the same. */
  private static void assertIsLike(JsonNode example, JsonNode actual) {
    example
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              if (name.equals("detail")) {
                return; // for people, of the one case at hand
              }
              assertThat(actual.has(name)).as("%s has %s", actual, name).isTrue();
              JsonNode value = actual.path(name);
              assertThat(value.getNodeType()).as(name).isEqualTo(field.getValue().getNodeType());
              if (value.isObject()) {
                assertIsLike(field.getValue(), value);
              }
              if (Set.of("error", "code", "success", "created", "value", "keys", "deleted")
                  .contains(name)) {
                assertThat(value).as(name).isEqualTo(field.getValue());
              }
            });
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Somebody who may do everything. */
  Api api() {
    return new Api(service.port());
  }

  /** Somebody who may do just that. */
  Api caller(Operation operation) {
    return api();
  }
}
