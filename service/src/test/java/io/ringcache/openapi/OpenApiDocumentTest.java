package io.ringcache.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ringcache.entry.CallNames;
import io.ringcache.http.ErrorCode;
import io.ringcache.openapi.Description.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The description of the API, as it is packaged. */
class OpenApiDocumentTest {

  private static final ObjectMapper YAML = new YAMLMapper();

  /** The specification's own, as its authors keep them; see the README beside them. */
  private static final Map<String, String> SPECIFICATION =
      Map.of(
          "https://spec.openapis.org/oas/3.1/schema-base/WORK-IN-PROGRESS", "schema-base.yaml",
          "https://spec.openapis.org/oas/3.1/schema/WORK-IN-PROGRESS", "schema.yaml",
          "https://spec.openapis.org/oas/3.1/dialect/WORK-IN-PROGRESS", "dialect.yaml",
          "https://spec.openapis.org/oas/3.1/meta/WORK-IN-PROGRESS", "meta.yaml");

  static List<Operation> operations() {
    return Description.packaged().operations();
  }

  @Test
  void itIsWhatTheResourcesSay() throws IOException {
    JsonNode generated = Generator.document();

    assertThat(packaged("openapi.json"))
        .as("run make openapi")
        .isEqualTo(Generator.json(generated));
    assertThat(packaged("openapi.yaml"))
        .as("run make openapi")
        .isEqualTo(Generator.yaml(generated));
  }

  @Test
  void yamlAndJsonSayTheSame() throws IOException {
    assertThat(YAML.readTree(packaged("openapi.yaml")))
        .isEqualTo(new ObjectMapper().readTree(packaged("openapi.json")));
  }

  @Test
  void itIsOpenApi() {
    assertThat(complaints(Description.packaged().document())).isEmpty();
  }

  @Test
  void whatIsNoOpenApiIsNoticed() {
    var broken = Description.packaged().document().deepCopy();
    broken.withObject("/components/schemas/Entry").put("type", "thing");
    broken.withObject("/paths/~1health/get").put("operationid", "x");

    assertThat(complaints(broken)).isNotEmpty();
  }

  @Test
  void everyCallThatHasANameIsDescribed() {
    Set<String> described = new HashSet<>();
    operations()
        .forEach(
            operation -> {
              if (operation.method().equals("post")
                  && operation.path().startsWith("/api/v1/cache/{namespace}/")) {
                described.add(operation.path().substring(operation.path().lastIndexOf('/') + 1));
              }
            });

    assertThat(described).isEqualTo(CallNames.all());
  }

  @Test
  void everyErrorIsSomebodysAnswer() {
    Set<String> codes = new TreeSet<>();
    Description.packaged()
        .document()
        .findValues("code")
        .forEach(code -> code.path("enum").forEach(each -> codes.add(each.asText())));

    assertThat(codes)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList());
  }

  @Test
  void everyComponentIsUsed() {
    Set<String> used = new HashSet<>();
    Description.packaged()
        .document()
        .findValues("$ref")
        .forEach(reference -> used.add(reference.asText()));
    Set<String> known = new HashSet<>();
    Stream.of("schemas", "parameters", "headers", "examples")
        .forEach(
            kind ->
                Description.packaged()
                    .document()
                    .path("components")
                    .path(kind)
                    .fieldNames()
                    .forEachRemaining(name -> known.add("#/components/" + kind + "/" + name)));

    known.removeAll(used);
    assertThat(known).isEmpty();
    assertThat(used)
        .allSatisfy(
            reference ->
                assertThat(
                        Description.packaged()
                            .document()
                            .at(reference.substring(1))
                            .isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationIsDescribedInFull(Operation operation) {
    assertThat(operation.id()).isNotEmpty();
    assertThat(operation.says().path("summary").asText()).isNotEmpty();
    assertThat(operation.says().path("tags")).hasSize(1);
    assertThat(operation.says().path("responses").properties())
        .allSatisfy(
            response -> {
              JsonNode says = Description.packaged().resolved(response.getValue());
              assertThat(says.path("description").asText()).isNotEmpty();
              assertThat(says.path("headers").has("X-Request-Id")).isTrue();
              says.path("content")
                  .forEach(
                      content -> {
                        assertThat(content.has("schema")).isTrue();
                        assertThat(content.path("examples"))
                            .as(response.getKey())
                            .isNotEmpty()
                            .allSatisfy(
                                example ->
                                    assertThat(
                                            Description.packaged()
                                                .complaints(
                                                    content.path("schema"),
                                                    Description.packaged()
                                                        .resolved(example)
                                                        .path("value")))
                                        .isEmpty());
                      });
            });
  }

  @Test
  void operationsHaveNamesOfTheirOwn() {
    assertThat(operations().stream().map(Operation::id)).doesNotHaveDuplicates();
  }

  private static List<String> complaints(JsonNode document) {
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(OpenApiDocumentTest::specification));
    return registry
        .getSchema(
            SchemaLocation.of("https://spec.openapis.org/oas/3.1/schema-base/WORK-IN-PROGRESS"))
        .validate(document)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static @org.jspecify.annotations.Nullable String specification(String id) {
    if (!SPECIFICATION.containsKey(id)) {
      return null;
    }
    try (InputStream file =
        OpenApiDocumentTest.class.getResourceAsStream("/openapi/" + SPECIFICATION.get(id))) {
      return YAML.readTree(Objects.requireNonNull(file)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String packaged(String name) throws IOException {
    try (InputStream file = Description.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
