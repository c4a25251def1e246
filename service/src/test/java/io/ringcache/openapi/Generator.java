package io.ringcache.openapi;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ringcache.openapi.Resources.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the API's description of the resources, the error codes and what {@code src/main/openapi}
 * says besides. {@code make openapi} writes it where it is packaged from; a test compares.
 */
final class Generator {

  private static final Path PACKAGED =
      Path.of("src", "main", "resources", "io", "ringcache", "openapi");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern IN_PATH = Pattern.compile("\\{([^}]+)}");
  private static final String REQUEST_ID = "X-Request-Id";

  /** The example of a header that is not sent, which none need be. */
  static final String ABSENT = "absent";

  private final ObjectNode supplement;
  private final Map<String, Call> calls;
  private final ErrorAnswers errors;

  private Generator(ObjectNode supplement, Resources resources) {
    this.supplement = supplement;
    this.calls = resources.calls();
    this.errors = new ErrorAnswers(supplement);
    resources.schemas().forEach(this::addSchema);
  }

  /** Writes both files. */
  public static void main(String[] args) throws IOException {
    ObjectNode document = document();
    Files.writeString(PACKAGED.resolve("openapi.json"), json(document));
    Files.writeString(PACKAGED.resolve("openapi.yaml"), yaml(document));
  }

  /** The description. */
  static ObjectNode document() {
    return new Generator(Supplement.read(), Resources.read()).make();
  }

  static String json(JsonNode document) throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    return new ObjectMapper().writer(printer).writeValueAsString(document) + "\n";
  }

  static String yaml(JsonNode document) throws IOException {
    return YAMLMapper.builder()
        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER, YAMLGenerator.Feature.SPLIT_LINES)
        .enable(
            YAMLGenerator.Feature.LITERAL_BLOCK_STYLE,
            YAMLGenerator.Feature.MINIMIZE_QUOTES,
            YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
        .build()
        .writeValueAsString(document);
  }

  /** Points to one of the components. */
  static ObjectNode reference(String kind, String name) {
    return JSON.objectNode().put("$ref", "#/components/" + kind + "/" + name);
  }

  private void addSchema(String name, ObjectNode schema) {
    Supplement.merge(schema, supplement.path("schemas").path(name));
    supplement.withObject("schemas").set(name, schema);
  }

  private ObjectNode make() {
    ObjectNode document = JSON.objectNode().put("openapi", "3.1.0");
    Stream.of("info", "servers", "tags").forEach(name -> document.set(name, supplement.path(name)));
    document.putArray("security").addObject().putArray("bearer");
    ObjectNode paths = document.putObject("paths");
    supplement
        .path("operations")
        .properties()
        .forEach(each -> add(each.getKey(), each.getValue(), paths));
    if (!calls.isEmpty()) {
      throw new IllegalStateException("not in src/main/openapi: " + calls.keySet());
    }
    ObjectNode components = document.putObject("components");
    Stream.of("securitySchemes", "schemas", "parameters", "headers")
        .forEach(name -> components.set(name, supplement.path(name)));
    ObjectNode responses = components.putObject("responses");
    responses.setAll(errors.shared());
    responses.set("MethodNotAllowed", errors.ofOtherMethods());
    responses.set("NotFound", errors.ofOtherPaths());
    components.set("examples", errors.examples());
    expandReferences(document);
    dropUnused(document, "parameters");
    return document;
  }

  private void add(String id, JsonNode more, ObjectNode paths) {
    Call call = call(id, more);
    ObjectNode operation = JSON.objectNode();
    operation.set("tags", call.says().path("tags"));
    operation.put("operationId", id);
    operation.set("summary", call.says().path("summary"));
    if (more.has("description")) {
      operation.set("description", more.get("description"));
    }
    operation.set("parameters", parameters(call.path(), more));
    if (more.has("body")) {
      operation.set("requestBody", requestBody(more));
    }
    ObjectNode responses = operation.putObject("responses");
    more.path("responses")
        .properties()
        .forEach(
            each -> responses.set(each.getKey(), response(each.getKey(), each.getValue(), more)));
    errors.addTo(responses, more);
    ArrayNode security = operation.putArray("security");
    if (!more.path("open").asBoolean()) {
      ArrayNode roles = security.addObject().putArray("bearer");
      if (more.has("role")) {
        roles.add(more.get("role"));
      }
    }
    paths
        .withObject("/" + call.path().replace("~", "~0").replace("/", "~1"))
        .set(call.method(), operation);
  }

  /** As the resources have it; what they have not says {@code call: METHOD PATH}. */
  private Call call(String id, JsonNode more) {
    if (more.has("call")) {
      String[] parts = more.get("call").asText().split(" ", 2);
      return new Call(parts[0], parts[1], more);
    }
    @Nullable Call call = calls.remove(id);
    if (call == null) {
      throw new IllegalStateException("no resource has an operation " + id);
    }
    return call;
  }

  private ArrayNode parameters(String path, JsonNode more) {
    ArrayNode parameters = JSON.arrayNode();
    Stream.concat(
            Stream.concat(
                IN_PATH.matcher(path).results().map(found -> found.group(1)),
                more.path("parameters").valueStream().map(JsonNode::asText)),
            Stream.of(REQUEST_ID))
        .forEach(name -> parameters.add(parameter(name, more.path("examples"))));
    return parameters;
  }

  /** With the examples' values, where they have such that are not the usual one. */
  private ObjectNode parameter(String name, JsonNode examples) {
    if (examples.valueStream().noneMatch(each -> each.path("parameters").has(name))) {
      return reference("parameters", name);
    }
    ObjectNode parameter = supplement.path("parameters").path(name).deepCopy();
    @Nullable JsonNode usual = parameter.remove("example");
    ObjectNode values = parameter.putObject("examples");
    if (parameter.path("in").asText().equals("header")) {
      // The page fills in the first one.
      values.putObject(ABSENT).put("summary", "Not sent").put("value", "");
    }
    examples
        .properties()
        .forEach(
            example -> {
              @Nullable JsonNode own = example.getValue().path("parameters").get(name);
              @Nullable JsonNode value = own == null ? usual : own;
              if (value != null) {
                values.set(example.getKey(), requestExample(example.getValue(), value));
              }
            });
    return parameter;
  }

  private static ObjectNode requestExample(JsonNode example, JsonNode value) {
    ObjectNode made = JSON.objectNode();
    made.set("summary", example.path("summary"));
    made.set("value", value);
    if (example.has("status") && !example.has("answer")) {
      made.set("x-status", example.get("status")); // no answer's example has this one's name
    }
    return made;
  }

  private static ObjectNode requestBody(JsonNode more) {
    ObjectNode body = JSON.objectNode().put("required", true);
    ObjectNode json = body.putObject("content").putObject("application/json");
    json.set("schema", more.get("body"));
    ObjectNode examples = json.putObject("examples");
    more.path("examples")
        .properties()
        .forEach(
            example -> {
              if (example.getValue().has("body")) {
                examples.set(
                    example.getKey(),
                    requestExample(example.getValue(), example.getValue().get("body")));
              }
            });
    return body;
  }

  private ObjectNode response(String status, JsonNode says, JsonNode more) {
    ObjectNode response = JSON.objectNode();
    response.set("description", says.path("description"));
    ObjectNode headers = response.putObject("headers");
    headers.set(REQUEST_ID, reference("headers", REQUEST_ID));
    says.path("headers")
        .forEach(name -> headers.set(name.asText(), reference("headers", name.asText())));
    if (!says.has("schema")) {
      return response;
    }
    ObjectNode content =
        response.putObject("content").putObject(says.path("mediaType").asText("application/json"));
    content.set("schema", says.get("schema"));
    ObjectNode examples = content.putObject("examples");
    more.path("examples")
        .properties()
        .forEach(
            example -> {
              if (example.getValue().path("status").asText().equals(status)) {
                ObjectNode made = examples.putObject(example.getKey());
                made.set("summary", example.getValue().path("summary"));
                made.set("value", example.getValue().path("answer"));
              }
            });
    says.path("examples")
        .properties()
        .forEach(each -> examples.putObject(each.getKey()).set("value", each.getValue()));
    return response;
  }

  /** Of a parameter for which every call has its own examples. */
  private static void dropUnused(ObjectNode document, String kind) {
    Set<String> used =
        document.findValuesAsText("$ref").stream()
            .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
            .collect(Collectors.toSet());
    ((ObjectNode) document.path("components").path(kind)).retain(used);
  }

  /** Schemas are referred to by their names alone. */
  private static void expandReferences(JsonNode node) {
    if (node instanceof ObjectNode object) {
      @Nullable JsonNode reference = object.get("$ref");
      if (reference != null && reference.isTextual() && !reference.asText().startsWith("#")) {
        object.set("$ref", reference("schemas", reference.asText()).get("$ref"));
      }
    }
    node.forEach(Generator::expandReferences);
  }
}
