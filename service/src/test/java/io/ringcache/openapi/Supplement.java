package io.ringcache.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ringcache.access.Operation;
import io.ringcache.audit.AuditAction;
import io.ringcache.auth.Role;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.Ttl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the resources do not say, from the files in {@code src/main/openapi}, put together; {@code
 * ${…}} in them is what the code says.
 */
final class Supplement {

  private static final Path DIRECTORY = Path.of("src", "main", "openapi");

  private static final List<String> FILES =
      List.of("api.yaml", "entries.yaml", "namespaces.yaml", "administration.yaml");

  private static final ObjectMapper YAML = new YAMLMapper();

  private static final Map<String, JsonNode> VALUES =
      Map.of(
          "${maxTtl}", YAML.valueToTree(Ttl.MAX_SECONDS),
          "${EvictionPolicy}", YAML.valueToTree(EvictionPolicy.values()),
          "${Operation}", YAML.valueToTree(Operation.values()),
          "${NodeState}",
              YAML.valueToTree(
                  Arrays.stream(NodeState.Condition.values())
                      .map(condition -> condition.name().toLowerCase(Locale.ROOT))
                      .toList()),
          "${Role}", YAML.valueToTree(Role.values()),
          "${AuditAction}",
              YAML.valueToTree(
                  Arrays.stream(AuditAction.values()).map(AuditAction::code).toList()));

  private Supplement() {}

  /** All files as one tree. */
  static ObjectNode read() {
    ObjectNode all = YAML.createObjectNode();
    for (String file : FILES) {
      try {
        merge(all, YAML.readTree(DIRECTORY.resolve(file).toFile()));
      } catch (IOException e) {
        throw new UncheckedIOException(file, e);
      }
    }
    resolve(all);
    return all;
  }

  /** Adds all that the other has; of two plain values the other's is the one, and null is none. */
  static void merge(ObjectNode into, JsonNode other) {
    other
        .properties()
        .forEach(
            field -> {
              @Nullable JsonNode present = into.get(field.getKey());
              if (present instanceof ObjectNode object && field.getValue().isObject()) {
                merge(object, field.getValue());
              } else if (present != null && field.getValue().isNull()) {
                into.remove(field.getKey());
              } else {
                into.set(field.getKey(), field.getValue().deepCopy());
              }
            });
  }

  private static void resolve(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(resolved(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, resolved(array.get(i)));
      }
    }
  }

  private static JsonNode resolved(JsonNode value) {
    if (value.isTextual() && value.asText().startsWith("${")) {
      return Objects.requireNonNull(VALUES.get(value.asText()), value.asText()).deepCopy();
    }
    resolve(value);
    return value;
  }
}
