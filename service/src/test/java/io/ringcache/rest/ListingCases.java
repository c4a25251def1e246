package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.http.RawHttp;
import io.ringcache.rest.Rest.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listing keys and looking at one. */
interface ListingCases extends RestPart {

  String PARAMETER = "invalid_parameter";

  @Test
  default void aSmallNamespaceIsListedOnOnePageOrMoreButNeverLacksAKey() {
    rest().put("a", "1");
    rest().put("b", "1");

    assertThat(list("", 100)).containsExactlyInAnyOrder("a", "b");
    assertThat(rest().keys("").json().fieldNames()).toIterable().containsExactly("keys", "cursor");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 1000})
  default void goingOnFromCursorToCursorShowsEveryKeyOnce(int limit) {
    List<String> keys = IntStream.range(0, 120).mapToObj(i -> "k" + i).toList();
    keys.forEach(key -> rest().put(key, "1"));

    assertThat(list("", limit)).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  default void aKeyThatIsThereThroughoutIsListedWhateverElseHappens() {
    List<String> staying = IntStream.range(0, 60).mapToObj(i -> "stays" + i).toList();
    staying.forEach(key -> rest().put(key, "1"));
    IntStream.range(0, 60).forEach(i -> rest().put("goes" + i, "1"));

    List<String> listed = new ArrayList<>();
    @Nullable String cursor = null;
    int page = 0;
    do {
      JsonNode json = page(10, "", cursor);
      json.path("keys").forEach(key -> listed.add(key.asText()));
      rest().delete("goes" + page);
      rest().delete("goes" + (59 - page));
      rest().put("comes" + page++, "1");
      cursor = json.path("cursor").textValue();
    } while (cursor != null && page < 1000);

    assertThat(listed).containsAll(staying).doesNotHaveDuplicates();
  }

  @Test
  default void onlyMatchingKeysAreListed() {
    for (String key : List.of("user_1", "user_é", "user_", "other", "a+b", "a b")) {
      rest().put(key, "1");
    }

    assertThat(list("user_?", 2)).containsExactlyInAnyOrder("user_1", "user_é");
    assertThat(list("*", 100)).hasSize(6);
    assertThat(list("a+b", 100)).containsExactly("a+b");
    assertThat(list("nobody*", 100)).isEmpty();
  }

  @Test
  default void whatIsGoneIsNotListedNorWhatIsNextDoor() {
    rest().put("a", "1");
    rest().put("b", "1");
    neighbour("-x").put("c", "1");
    rest().delete("a");

    assertThat(list("", 100)).containsExactly("b");
    rest().flush();
    assertThat(list("", 100)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=0",
        "?limit=1001",
        "?limit=-1",
        "?limit=1.5",
        "?limit=ten",
        "?limit=",
        "?limit=+5",
        "?limit=10&limit=10",
        "?cursor=",
        "?cursor=nonsense",
        "?cursor=%00",
        "?cursor=%F0%9F%98%80",
        "?page=2"
      })
  default void aBadParameterIsRefused(String query) {
    rest().put("a", "1");

    assertError(rest().keys(query), 400, PARAMETER);
  }

  @Test
  default void aBadPatternIsRefused() {
    rest().put("a", "1");

    assertError(rest().keys("?pattern="), 400, "invalid_pattern");
    assertError(rest().keys("?pattern=" + "x".repeat(513)), 400, "invalid_pattern");
  }

  @Test
  default void anEntryIsInspectedWithoutCountingAsRead() {
    rest().putBody("a", "{\"value\":[1, 2],\"ttl\":1000,\"tags\":[\"t\",\"u\"]}");

    Reply reply = rest().inspect("a");
    rest().head("a");

    assertThat(reply.status()).isEqualTo(200);
    JsonNode json = reply.json();
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "key",
            "created_at",
            "last_accessed",
            "access_count",
            "size_bytes",
            "ttl_remaining",
            "tags",
            "nodes");
    assertThat(json.path("key").asText()).isEqualTo("a");
    assertThat(json.path("last_accessed").isNull()).isTrue();
    assertThat(json.path("access_count").asInt()).isZero();
    assertThat(json.path("size_bytes").asInt()).isEqualTo(5);
    assertThat(json.path("ttl_remaining").asInt()).isBetween(990, 1000);
    assertThat(json.path("tags").toString()).isEqualTo("[\"t\",\"u\"]");
    assertThat(json.path("nodes").size()).isEqualTo(1);
    assertThat(rest().inspect("a").json().path("access_count").asInt()).isZero();
    assertThat(rest().stats().path("hits").asInt()).isZero();
    assertThat(rest().get("a").json().path("metadata").path("created_at"))
        .isEqualTo(json.path("created_at"));
  }

  @Test
  default void readsAreCreditedToTheEntry() {
    rest().put("a", "1");
    rest().get("a");
    rest().get("a");
    rest().mget("a");

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> assertThat(rest().inspect("a").json().path("access_count").asInt()).isEqualTo(3));
    assertThat(Instant.parse(rest().inspect("a").json().path("last_accessed").asText()))
        .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    rest().put("a", "2");
    assertThat(rest().inspect("a").json().path("access_count").asInt()).isZero();
    assertThat(rest().inspect("a").json().path("last_accessed").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a b", "+", "%25", "a;b=c", "{}", "?#&=", "é", "😀", "keys"})
  default void anyKeyCanBeListedAndInspected(String key) {
    rest().put(key, "1");

    assertThat(list("", 100)).containsExactly(key);
    assertThat(rest().inspect(key).json().path("key").asText()).isEqualTo(key);
  }

  @Test
  default void whatCanBeNoKeyIsRefusedAndWhatIsNotThereNotFound() throws Exception {
    rest().put("a", "1");

    assertError(rest().inspect("nobody"), 404, "key_not_found");
    assertError(rest().inspect(""), 400, "invalid_key");
    assertError(rest().inspect("stats"), 400, "invalid_key");
    for (String raw : List.of("%ff", "%0a", "k".repeat(513))) {
      RawHttp.Answer answer = rest().raw("GET", rest().namespacePath() + "/keys/" + raw);
      assertError(answer, 400, "invalid_key");
    }
    assertError(rest().send("GET", rest().namespacePath() + "/keys/a?x=1", null), 400, PARAMETER);
    assertError(rest().send("GET", rest().namespacePath() + "/keys/a/b", null), 404, "not_found");
  }

  @Test
  default void aNamespaceThatIsNotRegisteredIsNotFoundAndStaysUnregistered() {
    assertError(rest().keys(""), 404, "namespace_not_found");
    assertError(rest().keys("?limit=x"), 404, "namespace_not_found");
    assertError(rest().inspect("a"), 404, "namespace_not_found");
    assertError(rest().send("GET", rest().namespacePath(), null), 404, "namespace_not_found");
    assertError(rest().send("GET", "/api/v1/namespaces/-a/keys", null), 400, "invalid_namespace");
  }

  @Test
  default void theyAreReadOnly() {
    rest().put("a", "1");

    assertError(
        rest().send("DELETE", rest().namespacePath() + "/keys", null), 405, "method_not_allowed");
    assertError(
        rest().send("PUT", rest().namespacePath() + "/keys/a", "{\"value\":1}"),
        405,
        "method_not_allowed");
    assertThat(rest().get("a").status()).isEqualTo(200);
  }

  private List<String> list(String pattern, int limit) {
    List<String> listed = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      JsonNode page = page(limit, pattern, cursor);
      assertThat(page.path("keys").size()).isLessThanOrEqualTo(limit);
      page.path("keys").forEach(key -> listed.add(key.asText()));
      cursor = page.path("cursor").textValue();
    } while (cursor != null);
    return listed;
  }

  private JsonNode page(int limit, String pattern, @Nullable String cursor) {
    Reply reply =
        rest()
            .keys(
                "?limit="
                    + limit
                    + (pattern.isEmpty() ? "" : "&pattern=" + Rest.encode(pattern))
                    + (cursor == null ? "" : "&cursor=" + Rest.encode(cursor)));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }
}
