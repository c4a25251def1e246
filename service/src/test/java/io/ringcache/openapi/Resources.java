package io.ringcache.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the resources say themselves, as swagger-core reads it: paths, methods, names, summaries,
 * and the records that they answer with.
 */
final class Resources {

  /**
   * A call.
   *
   * @param says what swagger-core makes of its method
   */
  record Call(String method, String path, JsonNode says) {}

  private final JsonNode document;

  private Resources(JsonNode document) {
    this.document = document;
  }

  /** Reads every class of ours that has a {@code @Path}. */
  static Resources read() {
    Set<Class<?>> classes =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.ringcache")
                .stream()
                .filter(each -> each.isAnnotatedWith(Path.class))
                .map(JavaClass::reflect)
                .collect(Collectors.toSet());
    OpenAPI read =
        new Reader(new SwaggerConfiguration().openAPI31(true).openAPI(new OpenAPI())).read(classes);
    return new Resources(Json31.mapper().valueToTree(read));
  }

  /** The calls by their {@code operationId}. */
  Map<String, Call> calls() {
    Map<String, Call> calls = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            calls.put(
                                method.getValue().path("operationId").asText(),
                                new Call(method.getKey(), path.getKey(), method.getValue()))));
    return calls;
  }

  /** The schemas of the records, all of whose fields are there. */
  Map<String, ObjectNode> schemas() {
    Map<String, ObjectNode> schemas = new LinkedHashMap<>();
    document
        .path("components")
        .path("schemas")
        .properties()
        .forEach(
            schema -> {
              ObjectNode copy = schema.getValue().deepCopy();
              copy.path("properties")
                  .fieldNames()
                  .forEachRemaining(copy.withArray("required")::add);
              schemas.put(schema.getKey(), copy);
            });
    return schemas;
  }
}
