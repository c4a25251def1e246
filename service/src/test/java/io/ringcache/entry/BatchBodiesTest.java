package io.ringcache.entry;

import static io.ringcache.http.ErrorCode.TOO_MANY_KEYS;
import static io.ringcache.http.ErrorCode.VALUE_REQUIRED;
import static io.ringcache.http.ErrorCode.VALUE_TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.InvalidInputException.Field;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchBodiesTest {

  private static final NamespaceName NS = new NamespaceName("ns");
  private static final int MAX = 1000;

  @Test
  void keysAreKeptInTheOrderAskedEachOnce() {
    KeysBody body = keys("{\"keys\": [\"b\", \"a\", \"stats\", \"b\"]}");

    assertThat(body.keys().keySet()).containsExactly("b", "a", "stats");
    assertThat(body.possible()).containsExactly(CacheKey.of(NS, "b"), CacheKey.of(NS, "a"));
    assertThatThrownBy(body::writable).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "INVALID_PARAMETER | {\"keys\":[]}",
        "INVALID_PARAMETER | {}",
        "INVALID_PARAMETER | {\"keys\":\"a\"}",
        "INVALID_PARAMETER | {\"keys\":null}",
        "INVALID_PARAMETER | {\"keys\":[\"a\"],\"keyz\":1}",
        "INVALID_PARAMETER | {\"keys\":[\"a\"],\"keys\":[\"a\"]}",
        "INVALID_PARAMETER | [\"a\"]",
        "MALFORMED_JSON | {\"keys\":[\"a\"]"
      })
  void aBodyWithoutKeysIsRefused(ErrorCode code, String body) {
    assertThat(Bodies.codeOf(() -> keys(body))).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {"1", "null", "[\"a\"]", "\"\"", "\"a\\u0000\"", "\"\\n\"", "\"\\ud83d\""})
  void whatIsNoKeyIsToldByItsPlace(String key) {
    assertThatThrownBy(() -> keys("{\"keys\":[\"a\"," + key + "]}"))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(Field.KEY))
        .hasMessageStartingWith("key 2: ");
  }

  @Test
  void aThousandKeysAreFineAndOneMoreIsNotEvenIfRepeated() {
    assertThat(keys(manyKeys(1000)).keys()).hasSize(1);
    assertThat(Bodies.codeOf(() -> keys(manyKeys(1001)))).isEqualTo(TOO_MANY_KEYS);
    String entries =
        IntStream.range(0, 1001)
            .mapToObj(i -> "{\"key\":\"a\",\"value\":" + i + "}")
            .collect(Collectors.joining(",", "{\"entries\":[", "]}"));
    assertThat(Bodies.codeOf(() -> entries(entries))).isEqualTo(TOO_MANY_KEYS);
  }

  @Test
  void theLastEntryOfAKeyWins() {
    Map<CacheKey, NewEntry> entries =
        entries(
            "{\"entries\":[{\"key\":\"a\",\"value\":1},{\"value\": [ 2 ] ,\"ttl\":5,\"key\":\"b\"},"
                + "{\"tags\":[],\"value\":\"3\",\"key\":\"a\"}]}");

    Map<String, String> shown = new HashMap<>();
    entries.forEach(
        (key, entry) ->
            shown.put(
                key.name(),
                new String(entry.json(), StandardCharsets.UTF_8)
                    + " for "
                    + entry.ttl().seconds()));
    assertThat(shown).isEqualTo(Map.of("a", "\"3\" for 0", "b", "[2] for 5"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "TTL | {\"key\":\"bad\",\"value\":1,\"ttl\":0}",
        "TTL | {\"ttl\":\"1\",\"value\":{\"a\":[1]},\"key\":\"bad\"}",
        "TTL | {\"ttl\":{\"a\":[1]},\"tags\":1,\"value\":1,\"key\":\"bad\"}",
        "TAGS | {\"tags\":[[1],2],\"value\":1,\"key\":\"bad\"}"
      })
  void aBadEntryIsToldByItsKeyWhereverThatStands(Field field, String entry) {
    assertThatThrownBy(() -> entries(after(entry)))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field))
        .hasMessageStartingWith("entry 2, key bad: ");
  }

  @Test
  void anEntryWithoutValueIsToldByItsKey() {
    assertThatThrownBy(() -> entries(after("{\"key\":\"bad\"}")))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(VALUE_REQUIRED))
        .hasMessage("entry 2, key bad");
  }

  @Test
  void aValueThatIsTooLargeIsToldByItsKey() {
    String large = "\"" + "x".repeat(MAX) + "\"";
    assertThatThrownBy(() -> entries(after("{\"key\":\"bad\",\"value\":" + large + "}")))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(VALUE_TOO_LARGE))
        .hasMessageStartingWith("entry 2, key bad: ");
  }

  @Test
  void manyValuesMayBeMoreTogetherThanOneMayBe() {
    String value = "\"" + "x".repeat(MAX - 2) + "\"";
    String body =
        IntStream.range(0, 50)
            .mapToObj(i -> "{ \"key\" : \"k" + i + "\" , \"value\" : " + value + " }")
            .collect(Collectors.joining(" , ", "{\"entries\":[", "]}"));

    assertThat(entries(body).values())
        .hasSize(50)
        .allSatisfy(
            entry -> assertThat(entry.json()).asString(StandardCharsets.UTF_8).isEqualTo(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"value\":1}",
        "{\"key\":null,\"value\":1}",
        "{\"key\":\"\",\"value\":1}",
        "{\"key\":\"stats\",\"value\":1}",
        "{\"key\":[\"a\"],\"value\":1}"
      })
  void anEntryWithoutAGoodKeyIsToldByItsPlace(String entry) {
    assertThatThrownBy(() -> entries(after(entry)))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(Field.KEY))
        .hasMessageStartingWith("entry 2: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "INVALID_PARAMETER | {\"entries\":[]}",
        "INVALID_PARAMETER | {\"entries\":{}}",
        "INVALID_PARAMETER | {\"entries\":[1]}",
        "INVALID_PARAMETER | {\"entry\":[]}",
        "INVALID_PARAMETER | {\"entries\":[{\"key\":\"a\",\"value\":1,\"x\":1}]}",
        "INVALID_PARAMETER | {\"entries\":[{\"key\":\"a\",\"value\":1,\"key\":\"b\"}]}",
        "MALFORMED_JSON | {\"entries\":[{\"key\":\"a\",\"value\":1}}"
      })
  void aBodyWithoutEntriesIsRefused(ErrorCode code, String body) {
    assertThat(Bodies.codeOf(() -> entries(body))).isEqualTo(code);
  }

  private static String after(String bad) {
    return "{\"entries\":[{\"key\":\"good\",\"value\":1}," + bad + "]}";
  }

  private static String manyKeys(int count) {
    return "{\"keys\":[\"a\"" + ",\"a\"".repeat(count - 1) + "]}";
  }

  private static KeysBody keys(String body) {
    return KeysBody.parse(Bodies.of(body), MAX, NS);
  }

  private static Map<CacheKey, NewEntry> entries(String body) {
    return MsetBody.parse(Bodies.of(body), MAX, NS, Ttl.FOREVER);
  }
}
