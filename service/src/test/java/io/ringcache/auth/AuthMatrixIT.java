package io.ringcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.testing.ConfigOverride;
import io.ringcache.RunningService;
import io.ringcache.auth.Api.Reply;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of the API, by keys of every role, to namespaces of theirs and of others. */
class AuthMatrixIT {

  @RegisterExtension
  static final RunningService SERVICE =
      new RunningService(
          List.of(),
          ConfigOverride.config("backend.type", "memory"),
          ConfigOverride.config("auth.mode", "api-key"),
          ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY));

  private static final AtomicInteger NAMESPACES = new AtomicInteger();
  private static final Map<Role, Api> KEYS = new EnumMap<>(Role.class);

  private static Api admin;

  /**
   * A call.
   *
   * @param path with {@code NS} for the namespace
   */
  record Call(Role needs, String method, String path, @Nullable String body) {

    Reply by(Api api, String namespace) {
      return api.call(method, path.replace("NS", namespace), body);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static Stream<Call> callsToANamespace() {
    return Stream.of(
        new Call(Role.READ, "GET", "/api/v1/cache/NS/k", null),
        new Call(Role.READ, "HEAD", "/api/v1/cache/NS/k", null),
        new Call(Role.READ, "POST", "/api/v1/cache/NS/mget", "{\"keys\":[\"k\"]}"),
        new Call(Role.READ, "GET", "/api/v1/cache/NS/stats", null),
        new Call(Role.READ, "GET", "/api/v1/namespaces/NS/keys", null),
        new Call(Role.READ, "GET", "/api/v1/namespaces/NS/keys/k", null),
        new Call(Role.WRITE, "PUT", "/api/v1/cache/NS/k", "{\"value\":1}"),
        new Call(Role.WRITE, "DELETE", "/api/v1/cache/NS/k", null),
        new Call(
            Role.WRITE,
            "POST",
            "/api/v1/cache/NS/mset",
            "{\"entries\":[{\"key\":\"k\",\"value\":1}]}"),
        new Call(Role.WRITE, "POST", "/api/v1/cache/NS/mdelete", "{\"keys\":[\"k\"]}"),
        new Call(Role.WRITE, "POST", "/api/v1/cache/NS/incr", "{\"key\":\"k\"}"),
        new Call(Role.WRITE, "POST", "/api/v1/cache/NS/touch", "{\"key\":\"k\",\"ttl\":60}"),
        new Call(Role.WRITE, "POST", "/api/v1/cache/NS/invalidate", "{\"tags\":[\"t\"]}"),
        new Call(Role.WRITE, "DELETE", "/api/v1/cache/NS", null),
        new Call(Role.WRITE, "DELETE", "/api/v1/cache/NS?pattern=k*", null),
        new Call(Role.ADMIN, "GET", "/api/v1/namespaces/NS", null),
        new Call(Role.ADMIN, "PUT", "/api/v1/namespaces/NS", "{}"),
        new Call(Role.ADMIN, "GET", "/api/v1/namespaces/NS/access-logs", null),
        new Call(Role.ADMIN, "DELETE", "/api/v1/namespaces/NS", null));
  }

  static Stream<Call> callsToNoNamespace() {
    return Stream.of(
        new Call(Role.ADMIN, "GET", "/api/v1/audit-logs", null),
        new Call(Role.ADMIN, "GET", "/api/v1/nodes", null),
        new Call(Role.ADMIN, "GET", "/api/v1/api-keys", null),
        new Call(
            Role.ADMIN,
            "POST",
            "/api/v1/api-keys",
            Api.keyBody("made", List.of("admin"), List.of("user-x"))));
  }

  @BeforeAll
  static void makeKeys() {
    Api api = new Api(SERVICE.port());
    admin = api.asAdmin();
    for (Role role : Role.values()) {
      Api key =
          api.as(admin.makeKey("a " + role, List.of(role.code()), "user-*").path("key").asText());
      KEYS.put(role, key);
    }
    assertThat(admin.call("PUT", "/api/v1/namespaces/foreign", "{}").status()).isEqualTo(201);
  }

  @ParameterizedTest
  @MethodSource("callsToANamespace")
  void aCallToAnOwnNamespaceNeedsItsRole(Call call) {
    KEYS.forEach(
        (role, api) -> {
          String namespace = freshNamespace();
          Reply reply = call.by(api, namespace);
          if (role == call.needs()) {
            assertThat(reply.status()).as("%s as %s: %s", call, role, reply.body()).isEqualTo(200);
          } else {
            assertForbidden(reply);
            assertForbidden(call.by(api, "user-that-is-not-there"));
          }
        });
    assertThat(call.by(admin, freshNamespace()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("callsToANamespace")
  void aCallToAForeignNamespaceDoesNotTellWhetherThereIsOne(Call call) {
    KEYS.forEach(
        (role, api) -> {
          Reply there = call.by(api, "foreign");
          Reply absent = call.by(api, "absent");
          assertForbidden(there);
          assertForbidden(absent);
          assertThat(withoutId(there)).isEqualTo(withoutId(absent));
          assertThat(headerNames(there)).isEqualTo(headerNames(absent));
        });
  }

  @ParameterizedTest
  @MethodSource("callsToNoNamespace")
  void aCallToNoneNeedsItsRole(Call call) {
    KEYS.forEach(
        (role, api) -> {
          Reply reply = call.by(api, "");
          if (role == call.needs()) {
            assertThat(reply.status())
                .as("%s as %s: %s", call, role, reply.body())
                .isBetween(200, 201);
          } else {
            assertForbidden(reply);
          }
        });
  }

  @ParameterizedTest
  @MethodSource({"callsToANamespace", "callsToNoNamespace"})
  void withoutAKeyNothingIsDone(Call call) {
    Reply reply = call.by(new Api(SERVICE.port()), "foreign");
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void everybodySeesTheNamespacesOfHisOwn() {
    String own = freshNamespace();
    KEYS.forEach(
        (role, api) -> {
          Reply reply = api.get("/api/v1/namespaces");
          assertThat(reply.status()).isEqualTo(200);
          assertThat(reply.json().findValuesAsText("name")).contains(own).doesNotContain("foreign");
        });
    assertThat(admin.get("/api/v1/namespaces").json().findValuesAsText("name"))
        .contains(own, "foreign");
  }

  /** With an entry in it that every call finds. */
  private static String freshNamespace() {
    String namespace = "user-" + NAMESPACES.incrementAndGet();
    assertThat(admin.call("PUT", "/api/v1/namespaces/" + namespace, "{}").status()).isEqualTo(201);
    assertThat(admin.call("PUT", "/api/v1/cache/" + namespace + "/k", "{\"value\":1}").status())
        .isEqualTo(201);
    return namespace;
  }

  private static void assertForbidden(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(403);
    if (!reply.response().request().method().equals("HEAD")) {
      reply.isError(403, "forbidden");
    }
  }

  private static String withoutId(Reply reply) {
    return reply.body().isEmpty()
        ? ""
        : ((ObjectNode) reply.json()).without("request_id").toString();
  }

  /** But that of a body which was late, whoever it was for. */
  private static Set<String> headerNames(Reply reply) {
    Set<String> names = new TreeSet<>(reply.response().headers().map().keySet());
    names.remove("connection");
    return names;
  }
}
