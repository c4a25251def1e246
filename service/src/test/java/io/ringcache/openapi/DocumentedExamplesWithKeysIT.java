package io.ringcache.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.auth.Api;
import io.ringcache.openapi.Description.Operation;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** By Jersey alone, by keys that have the role that a call says, and no other. */
final class DocumentedExamplesWithKeysIT extends DocumentedExamples {

  private static final List<String> ROLES = List.of("read", "write", "admin");

  private Map<String, String> keys = Map.of();

  DocumentedExamplesWithKeysIT() {
    super(false, true);
  }

  static Stream<Operation> operations() {
    return Description.packaged().operations().stream();
  }

  @BeforeAll
  void makeKeys() {
    keys =
        ROLES.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    role -> api().makeKey(role + "er", List.of(role), "*").path("key").asText()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void withoutAKeyOnlyWhatIsOpenIsAnswered(Operation operation) {
    Api.Reply reply = new Api(service.port()).call(method(operation), path(operation), null);

    if (isOpen(operation)) {
      assertThat(reply.status()).isEqualTo(200);
    } else {
      assertThat(reply.status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aKeyWithoutTheRoleIsRefused(Operation operation) {
    roles(operation)
        .forEach(
            needed ->
                ROLES.stream()
                    .filter(role -> !role.equals(needed.asText()))
                    .forEach(
                        role ->
                            assertThat(
                                    as(role)
                                        .call(method(operation), path(operation), null)
                                        .status())
                                .as(role)
                                .isEqualTo(403)));
  }

  private static JsonNode roles(Operation operation) {
    return operation.says().path("security").path(0).path("bearer");
  }

  private static boolean isOpen(Operation operation) {
    return operation.says().path("security").isEmpty();
  }

  private static String method(Operation operation) {
    return operation.method().toUpperCase(java.util.Locale.ROOT);
  }

  private static String path(Operation operation) {
    return operation
        .path()
        .replace("{namespace}", "users")
        .replace("{key}", "user_123")
        .replace("{id}", "7");
  }

  private Api as(String role) {
    return new Api(service.port()).as(java.util.Objects.requireNonNull(keys.get(role)));
  }

  @Override
  Api api() {
    return super.api().asAdmin();
  }

  @Override
  Api caller(Operation operation) {
    if (isOpen(operation)) {
      return super.api();
    }
    // Nobody can give what he has not.
    return operation.id().equals("createApiKey") || operation.id().equals("revokeApiKey")
        ? api()
        : as(roles(operation).path(0).asText("read"));
  }
}
