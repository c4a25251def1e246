package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.rest.Rest.Reply;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** mget, mset and mdelete. */
interface BatchCases extends RestPart {

  @Test
  default void aRepeatedKeyOfAnMgetCountsOnceAndAReservedOneIsNotFound() {
    rest().put("a", "1");

    Reply reply = rest().mget("stats", "a", "b", "a", ".");

    assertThat(reply.body())
        .isEqualTo(
            "{\"results\":{\"stats\":{\"value\":null,\"found\":false},"
                + "\"a\":{\"value\":1,\"found\":true},\"b\":{\"value\":null,\"found\":false},"
                + "\".\":{\"value\":null,\"found\":false}},\"hits\":1,\"misses\":3}");
    assertThat(rest().stats().path("hits").asLong()).isEqualTo(1);
    assertThat(rest().stats().path("misses").asLong()).isEqualTo(1);
  }

  @Test
  default void theLastEntryOfAKeyIsStoredAndCountedOnce() {
    Reply reply =
        rest()
            .post(
                "mset",
                "{\"entries\":[{\"key\":\"a\",\"value\":1},{\"value\":2,\"key\":\"b\"},"
                    + "{\"key\":\"a\",\"value\":3}]}");

    assertThat(reply.json().path("stored").asInt()).isEqualTo(2);
    assertThat(rest().get("a").json().path("value").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid_ttl {\"ttl\":0,\"value\":1,\"key\":\"bad\"}",
        "invalid_tags {\"key\":\"bad\",\"value\":1,\"tags\":[1]}",
        "value_required {\"key\":\"bad\"}",
        "invalid_key {\"key\":\"stats\",\"value\":1}",
        "invalid_key {\"key\":5,\"value\":1}",
        "invalid_key {\"value\":1}",
        "invalid_parameter {\"key\":\"bad\",\"value\":1,\"x\":1}",
        "invalid_parameter 1"
      })
  default void oneBadEntryStoresNothing(String codeAndEntry) {
    String code = codeAndEntry.substring(0, codeAndEntry.indexOf(' '));
    String entry = codeAndEntry.substring(codeAndEntry.indexOf(' ') + 1);

    Reply reply =
        rest().post("mset", "{\"entries\":[{\"key\":\"good\",\"value\":1}," + entry + "]}");

    JsonNode error = assertError(reply, 400, code);
    if (entry.contains("bad") && !entry.contains("\"x\"")) {
      assertThat(error.path("detail").asText()).contains("bad");
    }
    assertNothingStored();
  }

  @Test
  default void anEntryThatIsTooLargeStoresNothing() {
    String large = "\"" + "x".repeat(1 << 20) + "\"";

    Reply reply =
        rest()
            .post(
                "mset",
                "{\"entries\":[{\"key\":\"good\",\"value\":1},{\"key\":\"bad\",\"value\":"
                    + large
                    + "}]}");

    assertThat(assertError(reply, 400, "value_too_large").path("detail").asText()).contains("bad");
    assertNothingStored();
  }

  @Test
  default void aCallHasOneToAThousandKeys() {
    assertError(rest().mget(), 400, "invalid_parameter");
    assertError(rest().mdelete(), 400, "invalid_parameter");
    assertError(rest().post("mset", "{\"entries\":[]}"), 400, "invalid_parameter");
    assertThat(rest().mget(keys(1000)).json().path("misses").asInt()).isEqualTo(1000);
    assertError(rest().mget(keys(1001)), 400, "too_many_keys");
    assertError(rest().mdelete(keys(1001)), 400, "too_many_keys");
    assertThat(rest().post("mset", entries(1000)).json().path("stored").asInt()).isEqualTo(1000);
    assertError(rest().post("mset", entries(1001)), 400, "too_many_keys");
    assertThat(rest().mdelete(keys(1000)).json().path("deleted").asInt()).isEqualTo(1000);
  }

  @Test
  default void mdeleteCountsWhatWasThere() {
    rest().put("a", "1");
    rest().put("b", "1");

    assertThat(rest().mdelete("a", "nobody", "b", "a").body())
        .isEqualTo("{\"success\":true,\"deleted\":2}");
    assertNothingStored();
  }

  @Test
  default void mdeleteOfABadOrReservedKeyDeletesNothing() {
    rest().put("a", "1");

    assertError(rest().mdelete("a", "stats"), 400, "invalid_key");
    assertError(rest().mdelete("a", ""), 400, "invalid_key");
    assertError(rest().post("mdelete", "{\"keys\":[\"a\",5]}"), 400, "invalid_key");
    assertError(rest().post("mget", "{\"keys\":[null]}"), 400, "invalid_key");
    assertThat(rest().get("a").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"keys\":\"a\"}", "[\"a\"]", "{\"keys\":[\"a\"],\"key\":\"a\"}"})
  default void aBodyWithoutKeysIsRefused(String body) {
    assertError(rest().post("mget", body), 400, "invalid_parameter");
  }

  @Test
  default void theNamesOfTheCallsAreKeysToo() {
    assertThat(rest().put("mget", "1").status()).isEqualTo(201);
    assertThat(rest().get("mget").json().path("value").asInt()).isEqualTo(1);
    assertThat(rest().delete("mget").status()).isEqualTo(200);
  }

  private static String[] keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> "k" + i).toArray(String[]::new);
  }

  private static String entries(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"key\":\"k" + i + "\",\"value\":" + i + "}")
        .collect(Collectors.joining(",", "{\"entries\":[", "]}"));
  }
}
