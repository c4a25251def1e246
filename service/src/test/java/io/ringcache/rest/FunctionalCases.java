package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.rest.Rest.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The customer's functional cases, by number. */
interface FunctionalCases extends RestPart {

  @Test
  default void f01_getOfAnExistingKeyReturnsItsValue() {
    rest().put("user_123", "{\"name\":\"Ann\"}");

    Reply reply = rest().get("user_123");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).startsWith("application/json");
    assertThat(reply.header("X-Cache-Hit")).isEqualTo("true");
    assertThat(reply.header("X-Cache-TTL")).isEqualTo("3600");
    JsonNode json = reply.json();
    assertThat(json.path("value").path("name").asText()).isEqualTo("Ann");
    assertThat(json.path("metadata").path("ttl_remaining").asInt()).isEqualTo(3600);
    assertThat(Instant.parse(json.path("metadata").path("created_at").asText()))
        .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
  }

  @Test
  default void f02_getOfAMissingKeyIsNotFound() {
    Reply reply = rest().get("nobody");

    JsonNode error = assertError(reply, 404, "key_not_found");
    assertThat(error.path("error").asText()).isEqualTo("Key not found");
    assertThat(reply.header("X-Cache-Hit")).isEqualTo("false");
  }

  @Test
  default void f03_setOfANewKeyCreatesIt() {
    Reply reply = rest().put("user_123", "1");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.body()).isEqualTo("{\"success\":true,\"key\":\"user_123\",\"created\":true}");
  }

  @Test
  default void f04_setOfAnExistingKeyReplacesIt() {
    rest().put("user_123", "1");

    Reply reply = rest().put("user_123", "2");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"success\":true,\"key\":\"user_123\",\"created\":false}");
    assertThat(rest().get("user_123").json().path("value").asInt()).isEqualTo(2);
  }

  @Test
  default void f05_deleteOfAnExistingKeyRemovesIt() {
    rest().put("user_123", "1");

    Reply reply = rest().delete("user_123");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"success\":true,\"deleted\":true}");
    assertThat(rest().get("user_123").status()).isEqualTo(404);
  }

  @Test
  default void f06_deleteOfAMissingKeyIsNotFound() {
    assertError(rest().delete("nobody"), 404, "key_not_found");
  }

  @Test
  default void f07_anEntryIsGoneAfterItsTtl() {
    rest().putBody("short", "{\"value\":1,\"ttl\":1}");
    assertThat(rest().get("short").status()).isEqualTo(200);

    await().atMost(Duration.ofSeconds(3)).until(() -> rest().head("short").status() == 404);

    assertError(rest().get("short"), 404, "key_not_found");
    assertThat(rest().put("short", "2").status()).isEqualTo(201);
  }

  @Test
  default void f08_aTtlOfItsOwnIsKept() {
    rest().putBody("long", "{\"value\":1,\"ttl\":7200}");

    Reply reply = rest().get("long");

    assertThat(reply.json().path("metadata").path("ttl_remaining").asInt()).isBetween(7190, 7200);
    assertThat(Integer.parseInt(reply.header("X-Cache-TTL"))).isBetween(7190, 7200);
  }

  @Test
  default void f09_mgetOfFiveFindsThoseThatAreThere() {
    rest().put("a", "1");
    rest().put("c", "{\"x\":0.10}");
    rest().put("e", "null");

    Reply reply = rest().mget("a", "b", "c", "d", "e");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo(
            "{\"results\":{\"a\":{\"value\":1,\"found\":true},"
                + "\"b\":{\"value\":null,\"found\":false},"
                + "\"c\":{\"value\":{\"x\":0.10},\"found\":true},"
                + "\"d\":{\"value\":null,\"found\":false},"
                + "\"e\":{\"value\":null,\"found\":true}},\"hits\":3,\"misses\":2}");
  }

  @Test
  default void f10_msetOfFiveStoresThem() {
    Reply reply =
        rest()
            .post(
                "mset",
                "{\"entries\":[{\"key\":\"k1\",\"value\":1},{\"key\":\"k2\",\"value\":\"2\"},"
                    + "{\"key\":\"k3\",\"value\":[3],\"ttl\":60},{\"key\":\"k4\",\"value\":null},"
                    + "{\"key\":\"k5\",\"value\":{},\"tags\":[\"t\"]}]}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"success\":true,\"stored\":5}");
    assertThat(rest().mget("k1", "k2", "k3", "k4", "k5").json().path("hits").asInt()).isEqualTo(5);
    assertThat(rest().get("k3").header("X-Cache-TTL")).isEqualTo("60");
  }

  @Test
  default void f11_flushEmptiesTheNamespaceAndNoOther() {
    IntStream.range(0, 20).forEach(i -> rest().put("k" + i, "1"));
    neighbour("x").put("k1", "1");

    Reply reply = rest().flush();

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"success\":true,\"deleted_count\":20}");
    assertNothingStored();
    assertThat(neighbour("x").get("k1").status()).isEqualTo(200);
  }

  @Test
  default void f12_flushByPatternRemovesWhatMatches() {
    IntStream.range(0, 15).forEach(i -> rest().put("user_" + i, "1"));
    rest().put("session_1", "1");

    Reply reply = rest().flush("user_*");

    assertThat(reply.body()).isEqualTo("{\"success\":true,\"deleted_count\":15}");
    assertThat(rest().get("user_1").status()).isEqualTo(404);
    assertThat(rest().get("session_1").status()).isEqualTo(200);
  }

  @Test
  default void f13_theHitRateMatchesTheReads() {
    rest().put("a", "1");
    IntStream.range(0, 7).forEach(i -> rest().get("a"));
    IntStream.range(0, 3).forEach(i -> rest().get("nobody" + i));

    JsonNode stats = rest().stats();

    assertThat(stats.path("hits").asLong()).isEqualTo(7);
    assertThat(stats.path("misses").asLong()).isEqualTo(3);
    assertThat(stats.path("hit_rate").asDouble()).isEqualTo(0.7);
  }

  @Test
  default void f14_aValueOfOneMebibyteIsStoredAndOneOfAByteMoreRefused() {
    String largest = "\"" + "x".repeat((1 << 20) - 2) + "\"";

    assertThat(rest().put("large", largest).status()).isEqualTo(201);
    assertThat(rest().get("large").body()).startsWith("{\"value\":" + largest + ",\"metadata\":");
    assertThat(rest().get("large").header("Content-Length")).isNotEmpty();

    JsonNode error =
        assertError(rest().put("larger", largest.replaceFirst("x", "xx")), 400, "value_too_large");
    assertThat(error.path("error").asText()).isEqualTo("Value too large");
    assertThat(rest().get("larger").status()).isEqualTo(404);
  }

  @Test
  default void f15_complexJsonComesBackUnchanged() {
    String value =
        "{\"id\":12345678901234567890123,\"price\":0.10,\"big\":1E400,\"minus\":-0,"
            + "\"text\":\"\\u00e9 \\\"quoted\\\" \\\\ 😀 \\ud83d\",\"none\":null,"
            + "\"list\":[[],{},[1,[2,[3]]],true,false],\"same\":1,\"same\":2,\"z\":1,\"a\":2}";

    rest().put("complex", value);

    assertThat(rest().get("complex").body()).startsWith("{\"value\":" + value + ",\"metadata\":");
  }
}
