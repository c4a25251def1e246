package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.rest.Rest.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If-Match and If-None-Match on PUT and DELETE. */
interface ConditionalWrites extends RestPart {

  String PRECONDITION = "precondition_failed";

  @Test
  default void aPutForAnAbsentKeyCreatesAndNeverReplaces() {
    Reply first = rest().putBody("v", "{\"value\":1}", "If-None-Match", "*");
    Reply second = rest().putBody("v", "{\"value\":2}", "If-None-Match", "*");

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("ETag")).isEqualTo(rest().get("v").header("ETag"));
    assertError(second, 412, PRECONDITION);
    assertValue("v", 1);
  }

  @Test
  default void aPutForAValueReplacesThatOneOnly() {
    String one = rest().put("v", "1").header("ETag");

    Reply first = rest().putBody("v", "{\"value\":2}", "If-Match", one);
    Reply second = rest().putBody("v", "{\"value\":3}", "If-Match", one);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.json().path("created").asBoolean()).isFalse();
    assertError(second, 412, PRECONDITION);
    assertThat(rest().putBody("v", "{\"value\":4}", "If-Match", first.header("ETag")).status())
        .isEqualTo(200);
    assertValue("v", 4);
  }

  @Test
  default void anAbsentKeyMatchesNothing() {
    for (String known : List.of("*", "\"x\"")) {
      assertError(rest().putBody("v", "{\"value\":1}", "If-Match", known), 412, PRECONDITION);
      assertError(rest().delete("v", "If-Match", known), 412, PRECONDITION);
    }
    assertNothingStored();
  }

  @Test
  default void aListMayNameTheValueAndAStarNamesAny() {
    for (String known : List.of("*", "\"x\", TAG", "\"a,b\",TAG", "W/\"x\", TAG")) {
      String header = known.replace("TAG", rest().put("v", "1").header("ETag"));

      assertThat(rest().putBody("v", "{\"value\":2}", "If-Match", header).status())
          .as(known)
          .isEqualTo(200);
    }
  }

  @Test
  default void aWeakTagNeverMatchesForAWrite() {
    String tag = rest().put("v", "1").header("ETag");

    assertError(rest().putBody("v", "{\"value\":2}", "If-Match", "W/" + tag), 412, PRECONDITION);
    assertError(rest().delete("v", "If-Match", "W/" + tag), 412, PRECONDITION);
    assertValue("v", 1);
  }

  @Test
  default void tagsInIfNoneMatchAreTheValuesNotToBeReplaced() {
    String tag = rest().put("v", "1").header("ETag");

    for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
      assertError(rest().putBody("v", "{\"value\":2}", "If-None-Match", known), 412, PRECONDITION);
    }
    assertValue("v", 1);
    assertThat(rest().putBody("v", "{\"value\":2}", "If-None-Match", "\"x\"").status())
        .isEqualTo(200);
    assertThat(rest().putBody("new", "{\"value\":2}", "If-None-Match", tag).status())
        .isEqualTo(201);
  }

  @Test
  default void bothHeadersMustHold() {
    String tag = rest().put("v", "1").header("ETag");

    assertError(
        rest().putBody("v", "{\"value\":2}", "If-Match", tag, "If-None-Match", "*"),
        412,
        PRECONDITION);
    assertThat(
            rest()
                .putBody("v", "{\"value\":2}", "If-Match", tag, "If-None-Match", "\"x\"")
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "\"x", "1"})
  default void aConditionThatCanNotBeReadDoesNotHold(String header) {
    rest().put("v", "1");

    assertError(rest().putBody("v", "{\"value\":2}", "If-Match", header), 412, PRECONDITION);
    assertError(rest().putBody("v", "{\"value\":2}", "If-None-Match", header), 412, PRECONDITION);
    assertError(rest().delete("v", "If-Match", header), 412, PRECONDITION);
    assertValue("v", 1);
  }

  @Test
  default void aDeletionForAValueDeletesThatOneOnly() {
    String one = rest().put("v", "1").header("ETag");
    String two = rest().put("v", "2").header("ETag");

    assertError(rest().delete("v", "If-Match", one), 412, PRECONDITION);
    assertValue("v", 2);
    assertThat(rest().delete("v", "If-Match", two).status()).isEqualTo(200);
    assertThat(rest().get("v").status()).isEqualTo(404);
  }

  @Test
  default void aDeletionForAnotherValueLeavesThatOne() {
    String tag = rest().put("v", "1").header("ETag");

    assertError(rest().delete("v", "If-None-Match", tag), 412, PRECONDITION);
    assertError(rest().delete("v", "If-None-Match", "*"), 412, PRECONDITION);
    assertError(rest().delete("nobody", "If-None-Match", "*"), 404, "key_not_found");
    assertThat(rest().delete("v", "If-None-Match", "\"x\"").status()).isEqualTo(200);
  }

  @Test
  default void theSameValueStoredAgainIsStillThatValue() {
    String tag = rest().put("v", "1").header("ETag");
    rest().put("v", "1");
    rest().post("touch", "{\"key\":\"v\",\"ttl\":60}");

    assertThat(rest().putBody("v", "{\"value\":2}", "If-Match", tag).status()).isEqualTo(200);
  }

  @Test
  default void aBadRequestIsToldBeforeItsConditionIsLookedAt() {
    assertError(rest().putBody("v", "{\"value\":", "If-Match", "*"), 400, "malformed_json");
    assertError(rest().putBody("v", "{}", "If-Match", "*"), 400, "value_required");
    assertError(rest().delete("stats", "If-Match", "*"), 400, "invalid_key");
  }

  @Test
  default void aConditionOfAnotherCallIsIgnored() {
    rest().put("v", "1");
    String post = rest().path() + "/";

    assertThat(rest().get("v", "If-Match", "\"x\"").status()).isEqualTo(200);
    assertThat(
            rest().send("POST", post + "mget", "{\"keys\":[\"v\"]}", "If-Match", "\"x\"").status())
        .isEqualTo(200);
    assertThat(
            rest()
                .send("POST", post + "incr", "{\"key\":\"v\"}", "If-None-Match", "*")
                .json()
                .path("value")
                .asInt())
        .isEqualTo(2);
  }

  @Test
  default void conditionalWritesCountAsNoReads() {
    String tag = rest().put("v", "1").header("ETag");
    rest().putBody("v", "{\"value\":2}", "If-Match", tag);
    rest().putBody("v", "{\"value\":2}", "If-Match", tag);
    rest().delete("nobody", "If-Match", tag);

    assertThat(rest().stats().path("hits").asLong()).isZero();
    assertThat(rest().stats().path("misses").asLong()).isZero();
  }

  @Test
  default void ofManyWhoCreateOneWins() throws InterruptedException {
    for (int round = 0; round < 10; round++) {
      String key = "v" + round;

      List<Integer> statuses =
          Together.run(
              12,
              client ->
                  rest().putBody(key, "{\"value\":" + client + "}", "If-None-Match", "*").status());

      assertThat(statuses).containsOnlyOnce(201);
      assertThat(statuses).filteredOn(status -> status != 201).containsOnly(412);
      assertValue(key, statuses.indexOf(201));
    }
  }

  @Test
  default void ofManyWhoReplaceAValueNoneLosesAnothersUpdate() throws InterruptedException {
    rest().put("sum", "0");

    Together.run(
        6,
        client -> {
          for (int i = 0; i < 15; i++) {
            addOneByReplacing();
          }
          return client;
        });

    assertValue("sum", 6 * 15);
  }

  @Test
  default void whoWritesTheSameValueAgainMakesNoConditionFail() throws InterruptedException {
    String tag = rest().put("v", "1").header("ETag");

    Together.run(
        8,
        client -> {
          for (int i = 0; i < 25; i++) {
            assertThat(rest().putBody("v", "{\"value\":1}", "If-Match", tag).status())
                .isEqualTo(200);
          }
          return client;
        });
  }

  private void addOneByReplacing() {
    int status;
    do {
      Reply read = rest().get("sum");
      int sum = read.json().path("value").asInt();
      status =
          rest()
              .putBody("sum", "{\"value\":" + (sum + 1) + "}", "If-Match", read.header("ETag"))
              .status();
      assertThat(status).isIn(200, 412);
    } while (status == 412);
  }

  private void assertValue(String key, int value) {
    assertThat(rest().get(key).json().path("value").asInt()).isEqualTo(value);
  }
}
