package io.ringcache.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringcache.http.ErrorBody;
import io.ringcache.http.ErrorCode;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The error answers of a call, made from the codes that it may answer with. */
final class ErrorAnswers {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final JsonNode supplement;

  /** The answers that are the same for all calls that have them, as they are met. */
  private final ObjectNode shared = JSON.objectNode();

  ErrorAnswers(JsonNode supplement) {
    this.supplement = supplement;
  }

  /** Adds a call's error answers to its others. */
  void addTo(ObjectNode responses, JsonNode call) {
    byStatus(call.path("errors"))
        .forEach(
            (status, codes) -> {
              ObjectNode error = answer(status, codes, call);
              responses.set(
                  status,
                  responses.has(status)
                      ? either((ObjectNode) responses.get(status), error)
                      : shareable(status, codes, call) ? share(status, codes, error) : error);
            });
  }

  /** The shared answers, for the document's components. */
  ObjectNode shared() {
    return shared;
  }

  /** An example of each code. */
  ObjectNode examples() {
    ObjectNode examples = JSON.objectNode();
    for (ErrorCode code : ErrorCode.values()) {
      ObjectNode body = JSON.objectNode().put("error", code.error()).put("code", code.code());
      JsonNode detail = supplement.path("details").path(code.code());
      if (!detail.isMissingNode()) {
        body.set("detail", detail);
      }
      examples
          .putObject(code.code())
          .put("summary", code.error())
          .set("value", body.put("request_id", "9f1c2b7ad04e6835"));
    }
    return examples;
  }

  /** What is said of every path: its other methods. */
  ObjectNode ofOtherMethods() {
    ObjectNode answer = answer("405", List.of(ErrorCode.METHOD_NOT_ALLOWED), JSON.objectNode());
    ((ObjectNode) answer.get("headers")).set("Allow", Generator.reference("headers", "Allow"));
    return answer;
  }

  /** What is said of every other path. */
  ObjectNode ofOtherPaths() {
    return answer("404", List.of(ErrorCode.NOT_FOUND), JSON.objectNode());
  }

  private Map<String, List<ErrorCode>> byStatus(JsonNode errors) {
    Set<String> names = new LinkedHashSet<>();
    errors.forEach(
        error -> {
          JsonNode group = supplement.path("errors").path(error.asText());
          if (group.isMissingNode()) {
            names.add(error.asText());
          } else {
            group.forEach(each -> names.add(each.asText()));
          }
        });
    // A code may come with a status that is not its own: code@status.
    return names.stream()
        .collect(
            Collectors.groupingBy(
                name -> name.contains("@") ? name.split("@", 2)[1] : status(code(name)),
                TreeMap::new,
                Collectors.mapping(name -> code(name.split("@", 2)[0]), Collectors.toList())));
  }

  private static ErrorCode code(String name) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.code().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no error is called " + name));
  }

  private static String status(ErrorCode code) {
    return Integer.toString(code.status());
  }

  private ObjectNode answer(String status, List<ErrorCode> codes, JsonNode call) {
    ObjectNode answer = JSON.objectNode();
    answer.put(
        "description",
        codes.stream().map(code -> "`" + code.code() + "`").collect(Collectors.joining(", ")));
    ObjectNode headers = answer.putObject("headers");
    headers.set("X-Request-Id", Generator.reference("headers", "X-Request-Id"));
    if (codes.stream().allMatch(code -> ErrorBody.retryAfter(code) != null)) {
      headers.set("Retry-After", Generator.reference("headers", "Retry-After"));
    }
    if (codes.contains(ErrorCode.UNAUTHENTICATED)) {
      headers.set("WWW-Authenticate", Generator.reference("headers", "WWW-Authenticate"));
    }
    call.path("errorHeaders")
        .path(status)
        .forEach(name -> headers.set(name.asText(), Generator.reference("headers", name.asText())));
    ObjectNode json = answer.putObject("content").putObject("application/json");
    json.set("schema", schema(codes, call.path("errorFields").path(status)));
    ObjectNode examples = json.putObject("examples");
    codes.forEach(code -> examples.set(code.code(), Generator.reference("examples", code.code())));
    return answer;
  }

  private ObjectNode schema(Collection<ErrorCode> codes, JsonNode fields) {
    ObjectNode schema = JSON.objectNode();
    schema.putArray("allOf").add(Generator.reference("schemas", "Error"));
    ObjectNode properties = schema.putObject("properties");
    ArrayNode codeNames = properties.putObject("code").putArray("enum");
    ArrayNode texts = properties.putObject("error").putArray("enum");
    codes.forEach(
        code -> {
          codeNames.add(code.code());
          texts.add(code.error());
        });
    fields.forEach(
        field -> properties.set(field.asText(), supplement.path("fields").path(field.asText())));
    return schema;
  }

  private static boolean shareable(String status, List<ErrorCode> codes, JsonNode call) {
    return codes.size() == 1
        && call.path("errorFields").path(status).isMissingNode()
        && call.path("errorHeaders").path(status).isMissingNode();
  }

  private ObjectNode share(String status, List<ErrorCode> codes, ObjectNode error) {
    ErrorCode code = codes.get(0);
    String name = status.equals(status(code)) ? camelCase(code.code()) : "Status" + status;
    shared.set(name, error);
    return Generator.reference("responses", name);
  }

  static String camelCase(String name) {
    return Arrays.stream(name.split("_"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  /** One status, two meanings. What only one of them has need not be there. */
  private ObjectNode either(ObjectNode one, ObjectNode error) {
    ObjectNode both = one.deepCopy();
    both.put(
        "description",
        one.path("description").asText() + " Or " + error.path("description").asText() + ".");
    ObjectNode headers = both.withObject("headers");
    Supplement.merge(headers, error.path("headers"));
    headers
        .properties()
        .forEach(
            header -> {
              String name = header.getKey();
              if (!one.path("headers").has(name) || !error.path("headers").has(name)) {
                header.setValue(optional(name));
              }
            });
    ObjectNode json = (ObjectNode) both.path("content").path("application/json");
    ObjectNode schema = JSON.objectNode();
    schema
        .putArray("anyOf")
        .add(json.path("schema"))
        .add(error.path("content").path("application/json").path("schema"));
    json.set("schema", schema);
    Supplement.merge(
        json.withObject("examples"),
        error.path("content").path("application/json").path("examples"));
    return both;
  }

  private ObjectNode optional(String header) {
    ObjectNode copy = supplement.path("headers").path(header).deepCopy();
    copy.remove("required");
    return copy;
  }
}
