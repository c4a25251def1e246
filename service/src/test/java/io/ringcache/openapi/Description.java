package io.ringcache.openapi;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The description as it is packaged, and what it says of a call. Thread-safe. */
final class Description {

  /** Numbers of any length, values of any depth: as the service takes them. */
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final String SCHEMAS = "#/components/schemas/";

  private static final Description PACKAGED = read();

  private final ObjectNode document;
  private final List<Operation> operations = new ArrayList<>();
  private final JsonNode strictComponents;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

  /** A call. */
  record Operation(String method, String path, JsonNode says) {

    String id() {
      return says.path("operationId").asText();
    }

    /** Whether a path is this one's, each segment decoded. */
    boolean isAt(String[] segments) {
      String[] own = path.split("/", -1);
      for (int i = 0; i < own.length && own.length == segments.length; i++) {
        if (!own[i].startsWith("{") && !own[i].equals(segments[i])) {
          return false;
        }
      }
      return own.length == segments.length;
    }

    @Override
    public String toString() {
      return id();
    }
  }

  private Description(ObjectNode document) {
    this.document = document;
    this.strictComponents = strict(document.path("components").path("schemas").deepCopy());
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(method.getKey(), path.getKey(), method.getValue()))));
  }

  static Description packaged() {
    return PACKAGED;
  }

  private static Description read() {
    JSON.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build());
    try (InputStream file = Description.class.getResourceAsStream("openapi.json")) {
      return new Description((ObjectNode) JSON.readTree(Objects.requireNonNull(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ObjectNode document() {
    return document;
  }

  List<Operation> operations() {
    return operations;
  }

  /**
   * The operation that a request asks for; empty for none. A HEAD where there is only a GET is
   * that.
   *
   * @param segments the path's, decoded; what is spelt out goes before a parameter
   */
  Optional<Operation> find(String method, String[] segments) {
    Comparator<Operation> byParameters =
        Comparator.comparing(each -> each.path().chars().filter(c -> c == '{').count());
    return operations.stream()
        .filter(
            each ->
                each.method().equalsIgnoreCase(method)
                    || (method.equals("HEAD") && each.method().equals("get")))
        .filter(each -> each.isAt(segments))
        .min(byParameters.thenComparing(each -> !each.method().equalsIgnoreCase(method)));
  }

  /** Follows a reference, if it is one. */
  JsonNode resolved(JsonNode node) {
    @Nullable JsonNode reference = node.get("$ref");
    return reference == null ? node : document.at(reference.asText().substring(1));
  }

  /** What speaks against a value; it may have no field that the schema does not name. */
  List<String> complaints(JsonNode schema, JsonNode value) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
        .map(Object::toString)
        .toList();
  }

  /** With the components in it. */
  private Schema compile(JsonNode schema) {
    ObjectNode whole = JSON.createObjectNode();
    whole.putArray("allOf").add(strict(schema.deepCopy()));
    whole.set("$defs", strictComponents);
    return schemas.getSchema(whole);
  }

  /**
   * Allows no other fields, and finds components where {@link #compile} puts them. The error's
   * fields are named by two schemas together, of which the second is strict.
   */
  private static JsonNode strict(JsonNode node) {
    node.properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("Error")) {
                strict(field.getValue());
              }
            });
    if (!node.isObject()) {
      node.forEach(Description::strict);
    }
    if (node instanceof ObjectNode object) {
      if (object.path("properties").isObject() && !object.has("additionalProperties")) {
        object.put("unevaluatedProperties", false);
      }
      if (object.path("$ref").isTextual()) {
        object.put("$ref", object.get("$ref").asText().replace(SCHEMAS, "#/$defs/"));
      }
    }
    return node;
  }
}
