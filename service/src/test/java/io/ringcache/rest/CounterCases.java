package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.rest.Rest.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** incr and touch. */
interface CounterCases extends RestPart {

  @Test
  default void anAbsentCounterBeginsAtItsInitialValue() {
    Reply reply = incr("{\"key\":\"n\",\"delta\":3,\"initial\":4}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"key\":\"n\",\"value\":7}");
    assertThat(rest().get("n").body()).startsWith("{\"value\":7,");
    assertThat(rest().get("n").header("X-Cache-TTL")).isEqualTo("3600");
    assertThat(incr("{\"key\":\"m\"}").json().path("value").asLong()).isEqualTo(1);
    assertThat(incr("{\"key\":\"o\",\"ttl\":60}").status()).isEqualTo(200);
    assertThat(rest().get("o").header("X-Cache-TTL")).isEqualTo("60");
  }

  @ParameterizedTest
  @CsvSource({
    "5, 1, 6",
    "5, -7, -2",
    "5, 0, 5",
    "9223372036854775806, 1, 9223372036854775807",
    "-9223372036854775807, -1, -9223372036854775808",
    "9223372036854775807, -9223372036854775808, -1"
  })
  default void aCounterIsAddedToWhateverItsInitialValue(String value, String delta, String sum) {
    rest().put("n", value);

    assertThat(incr("{\"key\":\"n\",\"delta\":" + delta + ",\"initial\":100}").body())
        .isEqualTo("{\"key\":\"n\",\"value\":" + sum + "}");
    assertThat(rest().get("n").body()).startsWith("{\"value\":" + sum + ",");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775807",
        "9223372036854775808",
        "1.0",
        "1e2",
        "\"1\"",
        "\"\"",
        "null",
        "true",
        "[1]",
        "{}",
        "12345678901234567890123"
      })
  default void whatCanNotBeAddedToIsAConflictAndStays(String value) {
    String tag = rest().put("n", value).header("ETag");

    JsonNode error = assertError(incr("{\"key\":\"n\"}"), 409, "not_an_integer");

    assertThat(error.path("error").asText()).isEqualTo("Value is not an integer");
    assertThat(rest().get("n").header("ETag")).isEqualTo(tag);
  }

  @Test
  default void aSumOutOfRangeCreatesNothing() {
    assertError(
        incr("{\"key\":\"n\",\"delta\":-1,\"initial\":-9223372036854775808}"),
        409,
        "not_an_integer");
    assertNothingStored();
  }

  @Test
  default void aCounterKeepsItsTtlAndTagsUnlessGivenATtl() {
    rest().putBody("n", "{\"value\":1,\"ttl\":1000,\"tags\":[\"t\"]}");

    incr("{\"key\":\"n\"}");
    assertThat(Integer.parseInt(rest().get("n").header("X-Cache-TTL"))).isBetween(900, 1000);
    incr("{\"key\":\"n\",\"ttl\":50}");
    assertThat(Integer.parseInt(rest().get("n").header("X-Cache-TTL"))).isBetween(40, 50);
    assertThat(rest().inspect("n").json().path("tags").toString()).isEqualTo("[\"t\"]");
    assertThat(rest().invalidate("t").json().path("deleted_count").asInt()).isEqualTo(1);
  }

  @Test
  default void aSumIsANewValue() {
    rest().put("n", "1");
    String created = rest().inspect("n").json().path("created_at").asText();
    String tag = rest().get("n").header("ETag");

    incr("{\"key\":\"n\"}");

    assertThat(rest().inspect("n").json().path("created_at").asText()).isGreaterThan(created);
    assertThat(rest().get("n").header("ETag")).isNotEqualTo(tag);
    assertError(rest().putBody("n", "{\"value\":0}", "If-Match", tag), 412, "precondition_failed");
  }

  @Test
  default void everyAdditionCountsWhoeverAddsMeanwhile() throws InterruptedException {
    Together.run(
        8,
        client -> {
          for (int i = 0; i < 25; i++) {
            assertThat(incr("{\"key\":\"n\",\"delta\":2}").status()).isEqualTo(200);
          }
          return client;
        });

    assertThat(rest().get("n").json().path("value").asInt()).isEqualTo(8 * 25 * 2);
  }

  @Test
  default void aCounterIsAccountedForAsItsDigits() {
    rest().put("n", "9");
    incr("{\"key\":\"n\"}");

    assertThat(rest().stats().path("memory_used_bytes").asInt()).isEqualTo(3);
    assertThat(rest().stats().path("total_keys").asInt()).isEqualTo(1);
  }

  @Test
  default void aTouchChangesTheTtlAndNothingElse() {
    rest().putBody("a", "{\"value\":1,\"ttl\":1000,\"tags\":[\"t\"]}");
    String tag = rest().head("a").header("ETag");
    JsonNode before = rest().inspect("a").json();

    Reply reply = touch("{\"key\":\"a\",\"ttl\":60}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"success\":true,\"ttl_remaining\":60}");
    Reply head = rest().head("a");
    assertThat(Integer.parseInt(head.header("X-Cache-TTL"))).isBetween(50, 60);
    assertThat(head.header("ETag")).isEqualTo(tag);
    JsonNode after = rest().inspect("a").json();
    for (String field : List.of("created_at", "last_accessed", "access_count", "tags")) {
      assertThat(after.path(field)).as(field).isEqualTo(before.path(field));
    }
  }

  @Test
  default void whatIsNotThereCanNotBeTouched() {
    assertError(touch("{\"key\":\"a\",\"ttl\":60}"), 404, "key_not_found");
    assertNothingStored();
  }

  @Test
  default void neitherCountsAsARead() {
    incr("{\"key\":\"n\"}");
    incr("{\"key\":\"n\"}");
    touch("{\"key\":\"n\",\"ttl\":60}");
    touch("{\"key\":\"nobody\",\"ttl\":60}");

    assertThat(rest().stats().path("hits").asInt()).isZero();
    assertThat(rest().stats().path("misses").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "incr  | {\"key\":\"n\",\"delta\":1.5}     | invalid_parameter",
        "incr  | {\"key\":\"n\",\"initial\":\"1\"} | invalid_parameter",
        "incr  | {\"key\":\"n\",\"by\":1}          | invalid_parameter",
        "incr  | {\"key\":\"n\",\"ttl\":0}         | invalid_ttl",
        "incr  | {\"key\":\"stats\"}               | invalid_key",
        "incr  | {\"delta\":1}                     | invalid_key",
        "incr  | []                                | invalid_parameter",
        "incr  | {                                 | malformed_json",
        "touch | {\"key\":\"n\"}                   | invalid_ttl",
        "touch | {\"key\":\"n\",\"ttl\":\"60\"}    | invalid_ttl",
        "touch | {\"key\":\"\",\"ttl\":60}         | invalid_key",
        "touch | {\"ttl\":60}                      | invalid_key",
        "touch | {\"key\":\"n\",\"ttl\":60,\"x\":1} | invalid_parameter"
      })
  default void aBadBodyChangesNothing(String call, String body, String code) {
    rest().putBody("n", "{\"value\":1,\"ttl\":1000}");

    assertError(rest().post(call, body), 400, code);

    assertThat(rest().get("n").json().path("value").asInt()).isEqualTo(1);
    assertThat(Integer.parseInt(rest().get("n").header("X-Cache-TTL"))).isGreaterThan(900);
    assertThat(rest().stats().path("total_keys").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mget", "mset", "mdelete", "incr", "touch", "invalidate", "keys"})
  default void theNameOfACallIsAKeyLikeAny(String name) {
    assertThat(rest().put(name, "1").status()).isEqualTo(201);
    assertThat(rest().get(name).body()).startsWith("{\"value\":1,");
    assertThat(incr("{\"key\":\"" + name + "\"}").json().path("value").asInt()).isEqualTo(2);
    assertThat(rest().head(name).status()).isEqualTo(200);
    assertThat(rest().inspect(name).status()).isEqualTo(200);
    assertThat(rest().delete(name).status()).isEqualTo(200);
  }

  private Reply incr(String body) {
    return rest().post("incr", body);
  }

  private Reply touch(String body) {
    return rest().post("touch", body);
  }
}
