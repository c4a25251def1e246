package io.ringcache.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.ringcache.cache.BackendFactory;
import io.ringcache.cache.ring.NodeAddresses;
import io.ringcache.cache.ring.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The {@code backend:} section that a ring is made of: that of a configuration file, or what the
 * command line says instead. Immutable.
 */
final class RingFile {

  private static final ObjectMapper YAML = mapper();

  private final ObjectNode section;

  private RingFile(ObjectNode section) {
    this.section = section;
  }

  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        new ObjectMapper(new YAMLFactory())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    ServiceLoader.load(BackendFactory.class)
        .forEach(factory -> mapper.registerSubtypes(factory.getClass()));
    return mapper;
  }

  static RingFile of(Call call) throws Failure {
    String file = call.text("config");
    String nodes = call.text("nodes");
    if (file.isEmpty() == nodes.isEmpty()) {
      throw new Failure(Exit.USAGE, "of which ring? Give --config FILE or --nodes NODES");
    }
    if (!nodes.isEmpty()) {
      ObjectNode section = YAML.createObjectNode().put("nodes", nodes);
      String ring = call.text("ring");
      section.put("type", call.text("type"));
      if (!ring.isEmpty()) {
        section.put("ring", ring);
      }
      return new RingFile(section);
    }
    try {
      String text = Files.readString(Path.of(file));
      JsonNode backend =
          YAML.readTree(new EnvironmentVariableSubstitutor(false).replace(text)).path("backend");
      if (backend instanceof ObjectNode section) {
        return new RingFile(section);
      }
      throw new Failure(Exit.USAGE, file + " has no backend");
    } catch (JsonProcessingException e) {
      throw new Failure(Exit.USAGE, file + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new Failure(Exit.USAGE, file + " can not be read");
    }
  }

  /** The same with nodes more, and without those of these names. */
  RingFile changed(List<String> added, List<String> removed) throws Failure {
    if (added.isEmpty() && removed.isEmpty()) {
      throw new Failure(Exit.USAGE, "what is to change? Give --add NODE or --remove NAME");
    }
    List<String> nodes = new ArrayList<>();
    List<String> missing = new ArrayList<>(removed);
    for (String node : section.path("nodes").asText().split(",", -1)) {
      if (!node.isBlank() && !missing.remove(nameOf(node))) {
        nodes.add(node.strip());
      }
    }
    if (!missing.isEmpty()) {
      throw new Failure(Exit.USAGE, "no node is named " + String.join(", ", missing));
    }
    added.stream().flatMap(some -> Arrays.stream(some.split(","))).forEach(nodes::add);
    ObjectNode changed = section.deepCopy();
    changed.put("nodes", String.join(",", nodes));
    return new RingFile(changed);
  }

  private static String nameOf(String node) throws Failure {
    try {
      return NodeAddresses.parse(node).all().get(0).name();
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, String.valueOf(e.getMessage()));
    }
  }

  Placement placement() throws Failure {
    try {
      if (YAML.treeToValue(section, BackendFactory.class) instanceof Placement placement) {
        return placement;
      }
      throw new Failure(Exit.USAGE, "a backend of this type has no ring");
    } catch (JsonProcessingException e) {
      throw new Failure(Exit.USAGE, e.getOriginalMessage().replaceFirst("^.*problem: ", ""));
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
