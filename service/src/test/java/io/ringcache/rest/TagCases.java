package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.rest.Rest.Reply;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invalidating by tags. */
interface TagCases extends RestPart {

  @Test
  default void everyEntryThatCarriesAnyOfTheTagsGoesAndIsCountedOnce() {
    putTagged("a", "red");
    putTagged("b", "red", "blue");
    putTagged("c", "blue");
    putTagged("d", "green");
    rest().put("e", "1");

    Reply reply = rest().invalidate("red", "blue");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"success\":true,\"deleted_count\":3}");
    assertThat(rest().mget("a", "b", "c").json().path("hits").asInt()).isZero();
    assertThat(rest().mget("d", "e").json().path("hits").asInt()).isEqualTo(2);
    assertThat(rest().stats().path("total_keys").asInt()).isEqualTo(2);
    assertThat(rest().stats().path("memory_used_bytes").asInt()).isEqualTo(4);
    assertThat(rest().invalidate("red", "blue").json().path("deleted_count").asInt()).isZero();
  }

  @Test
  default void entriesOfAnMsetCarryTheirTags() {
    String entries =
        IntStream.range(0, 500)
            .mapToObj("{\"key\":\"k%1$d\",\"value\":%1$d,\"tags\":[\"all\"]}"::formatted)
            .collect(Collectors.joining(","));
    rest().post("mset", "{\"entries\":[" + entries + ",{\"key\":\"x\",\"value\":1}]}");

    assertThat(rest().invalidate("all").json().path("deleted_count").asInt()).isEqualTo(500);
    assertThat(rest().get("x").status()).isEqualTo(200);
  }

  @Test
  default void aRewriteReplacesTheTags() {
    putTagged("a", "old", "both");
    putTagged("a", "new", "both");

    assertThat(rest().inspect("a").json().path("tags").toString()).isEqualTo("[\"new\",\"both\"]");
    assertThat(rest().invalidate("old").json().path("deleted_count").asInt()).isZero();
    rest().put("a", "1");
    assertThat(rest().invalidate("new", "both").json().path("deleted_count").asInt()).isZero();
    assertThat(rest().get("a").status()).isEqualTo(200);
  }

  @Test
  default void aDeletedEntrysTagsDoNotComeBackWithItsKey() {
    putTagged("a", "t");
    rest().delete("a");
    rest().put("a", "1");

    assertThat(rest().invalidate("t").json().path("deleted_count").asInt()).isZero();
  }

  @Test
  default void aTagOfAnotherNamespaceIsAnotherTag() {
    putTagged("a", "t");
    neighbour("-x").putBody("a", "{\"value\":1,\"tags\":[\"t\"]}");

    rest().invalidate("t");

    assertThat(neighbour("-x").get("a").status()).isEqualTo(200);
  }

  @Test
  default void aTagIsAnyTextOfAHundredBytes() {
    for (String tag : new String[] {"a b", "*", "a:b", "é😀", "{t}", "x".repeat(100)}) {
      putTagged("a", tag);
      assertThat(rest().invalidate(tag).json().path("deleted_count").asInt()).as(tag).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                | invalid_tags",
        "{\"tags\":[]}                     | invalid_tags",
        "{\"tags\":\"t\"}                  | invalid_tags",
        "{\"tags\":[1]}                    | invalid_tags",
        "{\"tags\":[\"t\",\"\"]}           | invalid_tags",
        "{\"tags\":[\"t\"],\"pattern\":1}  | invalid_parameter",
        "[\"t\"]                           | invalid_parameter",
        "{\"tags\":[\"t\"]                 | malformed_json"
      })
  default void aBadBodyInvalidatesNothing(String body, String code) {
    putTagged("a", "t");

    assertError(rest().post("invalidate", body), 400, code);
    assertThat(rest().get("a").status()).isEqualTo(200);
  }

  @Test
  default void moreThanSixteenTagsAreTooMany() {
    String[] tags = IntStream.range(0, 17).mapToObj(i -> "t" + i).toArray(String[]::new);

    assertError(rest().invalidate(tags), 400, "invalid_tags");
    assertError(rest().invalidate("x".repeat(101)), 400, "invalid_tags");
  }

  private void putTagged(String key, String... tags) {
    String list =
        IntStream.range(0, tags.length)
            .mapToObj(i -> "\"" + tags[i] + "\"")
            .collect(Collectors.joining(","));
    assertThat(rest().putBody(key, "{\"value\":1,\"tags\":[" + list + "]}").status())
        .isIn(200, 201);
  }
}
