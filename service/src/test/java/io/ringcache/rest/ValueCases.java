package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.rest.Rest.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values, what is told with them, and the fields of a PUT. */
interface ValueCases extends RestPart {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "0.10",
        "-0",
        "1E400",
        "12345678901234567890123",
        "\"\"",
        "\"\\ud83d\"",
        "\"\\u0000\"",
        "[]",
        "{}",
        "{\"b\":1,\"a\":2,\"b\":3}",
        "{\"\\ud83d\":1}"
      })
  default void aValueComesBackAsItWas(String value) {
    assertThat(rest().put("v", value).status()).isEqualTo(201);

    assertThat(rest().get("v").body()).startsWith("{\"value\":" + value + ",\"metadata\":{");
  }

  @Test
  default void whiteSpaceBetweenTokensGoes() {
    rest().putBody("v", " {\r\n \"value\" :\t[ 1 , \"a  b\" ,\n{ \"x\" : 2 } ] , \"ttl\" : 60 } ");

    assertThat(rest().get("v").body())
        .startsWith("{\"value\":[1,\"a  b\",{\"x\":2}],\"metadata\":{");
  }

  @Test
  default void thousandLevelsOfNestingComeBack() {
    String deep = "[".repeat(1000) + "]".repeat(1000);

    assertThat(rest().put("deep", deep).status()).isEqualTo(201);
    assertThat(rest().get("deep").body()).startsWith("{\"value\":" + deep + ",");
    assertError(rest().put("deeper", "[" + deep + "]"), 400, "malformed_json");
  }

  @Test
  default void createdAtIsThatOfTheLastWrite() {
    rest().put("v", "1");
    String first = createdAt(rest().get("v"));
    rest().put("v", "1");
    String second = createdAt(rest().get("v"));

    assertThat(first).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    assertThat(second).isGreaterThan(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "60.0", "1e2", "\"60\"", "true", "[]", "315360001"})
  default void aTtlThatIsNoneIsRefused(String ttl) {
    assertError(rest().putBody("v", "{\"value\":1,\"ttl\":" + ttl + "}"), 400, "invalid_ttl");
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\"", "[1]", "[\"\"]", "{}", "[\"a\\u0007\"]"})
  default void tagsThatAreNoneAreRefused(String tags) {
    assertError(rest().putBody("v", "{\"value\":1,\"tags\":" + tags + "}"), 400, "invalid_tags");
    assertNothingStored();
  }

  @Test
  default void anEntryHasSixteenTagsOfAHundredBytesAtMost() {
    String tag = "\"" + "t".repeat(98);
    StringBuilder tags = new StringBuilder(tag + "00\"");
    for (int i = 1; i < 16; i++) {
      tags.append(",").append(tag).append("%02d\"".formatted(i));
    }

    assertThat(putTags(tags.toString()).status()).isEqualTo(201);
    assertError(putTags(tags + ",\"one more\""), 400, "invalid_tags");
    assertError(putTags("\"" + "t".repeat(101) + "\""), 400, "invalid_tags");
  }

  @Test
  default void aPutWithoutValueIsRefused() {
    assertError(rest().putBody("v", "{\"ttl\":60}"), 400, "value_required");
    assertError(rest().putBody("v", "{}"), 400, "value_required");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"value\":1,\"tll\":60}",
        "{\"value\":1,\"value\":2}",
        "{\"value\":1,\"ttl\":60,\"ttl\":60}",
        "[1]",
        "1",
        "\"value\""
      })
  default void aBodyOfAnotherShapeIsRefused(String body) {
    assertError(rest().putBody("v", body), 400, "invalid_parameter");
    assertNothingStored();
  }

  private Reply putTags(String tags) {
    return rest().putBody("v", "{\"value\":1,\"tags\":[" + tags + "]}");
  }

  private static String createdAt(Reply reply) {
    return reply.json().path("metadata").path("created_at").asText();
  }
}
