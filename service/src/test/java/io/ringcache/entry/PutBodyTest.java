package io.ringcache.entry;

import static io.ringcache.http.ErrorCode.MALFORMED_JSON;
import static io.ringcache.http.ErrorCode.VALUE_TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PutBodyTest {

  private static final int MAX = 10_000;
  private static final Ttl DEFAULT = new Ttl(77);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"value\":[1, 2],\"ttl\":60,\"tags\":[\"a\",\"b\"]}",
        "{\"ttl\":60,\"tags\":[\"a\",\"b\"],\"value\":[1, 2]}",
        " { \"tags\" : [ \"a\" , \"b\" ] , \"value\" : [ 1,2 ] , \"ttl\" : 60 } ",
        "{\"t\\u0074l\":60,\"value\":[1,2],\"tags\":[\"\\u0061\",\"b\",\"a\"]}"
      })
  void theFieldsComeInAnyOrder(String body) {
    NewEntry entry = parse(body);

    assertThat(entry.json()).asString(StandardCharsets.UTF_8).isEqualTo("[1,2]");
    assertThat(entry.ttl()).isEqualTo(new Ttl(60));
    assertThat(entry.tags().names()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"value\":null}", "{\"ttl\":null,\"value\":null,\"tags\":null}"})
  void whatIsAbsentOrNullHasItsDefaultAndNullIsAValue(String body) {
    NewEntry entry = parse(body);

    assertThat(entry.json()).asString(StandardCharsets.UTF_8).isEqualTo("null");
    assertThat(entry.ttl()).isEqualTo(DEFAULT);
    assertThat(entry.tags()).isEqualTo(Tags.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "-0",
        "60.0",
        "1e2",
        "\"60\"",
        "true",
        "[60]",
        "{}",
        "315360001",
        "99999999999999999999"
      })
  void aTtlIsAWholeNumberWithinTheBounds(String ttl) {
    assertThatThrownBy(() -> parse("{\"value\":1,\"ttl\":" + ttl + "}"))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.field()).isEqualTo(InvalidInputException.Field.TTL));
  }

  @Test
  void theLongestTtlIsTenYears() {
    assertThat(parse("{\"value\":1,\"ttl\":315360000}").ttl().seconds()).isEqualTo(315_360_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\"", "[1]", "[null]", "[[\"a\"]]", "{}", "[\"\"]", "[\"a\\u0000\"]"})
  void tagsAreAnArrayOfGoodStrings(String tags) {
    assertThatThrownBy(() -> parse("{\"tags\":" + tags + ",\"value\":1}"))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.field()).isEqualTo(InvalidInputException.Field.TAGS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "INVALID_PARAMETER | [1]",
        "INVALID_PARAMETER | 1",
        "INVALID_PARAMETER | \"value\"",
        "INVALID_PARAMETER | {\"value\":1,\"tll\":5}",
        "INVALID_PARAMETER | {\"value\":1,\"value\":2}",
        "INVALID_PARAMETER | {\"value\":1,\"ttl\":5,\"ttl\":5}",
        "VALUE_REQUIRED | {}",
        "VALUE_REQUIRED | {\"ttl\":5}",
        "MALFORMED_JSON | {\"value\":1} {}",
        "MALFORMED_JSON | {\"value\":1}x",
        "MALFORMED_JSON | {\"value\":1",
        "MALFORMED_JSON | {\"value\":1,}",
        "MALFORMED_JSON | {\"value\":1 2}",
        "MALFORMED_JSON | {\"value\":tr ue}",
        "MALFORMED_JSON | {\"value\":- 1}",
        "MALFORMED_JSON | {\"value\":01}",
        "MALFORMED_JSON | {\"value\":1.}",
        "MALFORMED_JSON | {\"value\":NaN}",
        "MALFORMED_JSON | {\"value\":'a'}",
        "MALFORMED_JSON | {value:1}",
        "MALFORMED_JSON | {\"value\":/* */1}",
        "MALFORMED_JSON | {\"value\":\"a\tb\"}",
        "MALFORMED_JSON | {\"value\":\"\\x\"}",
        "MALFORMED_JSON | {\"value\":[1}"
      })
  void aBodyThatIsNoEntryIsRefused(ErrorCode code, String body) {
    assertThat(refusal(body)).isEqualTo(code);
  }

  @Test
  void anEmptyBodyIsNoJson() {
    assertThat(refusal("")).isEqualTo(MALFORMED_JSON);
    assertThat(refusal(" \n")).isEqualTo(MALFORMED_JSON);
  }

  @Test
  void aByteOrderMarkIsNoJson() {
    assertThat(refusal("\uFEFF{\"value\":1}")).isEqualTo(MALFORMED_JSON);
  }

  @Test
  void otherEncodingsOfUnicodeAreNoJson() {
    for (var charset :
        new Charset[] {
          StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE, Charset.forName("UTF-32")
        }) {
      byte[] body = "{\"value\":1}".getBytes(charset);
      assertThat(Bodies.codeOf(() -> parse(new ByteArrayInputStream(body))))
          .isEqualTo(MALFORMED_JSON);
    }
  }

  @Test
  void aMalformedBodyIsToldWhereAndNotInJacksonsWords() {
    assertThatThrownBy(() -> parse("{\n  \"value\":\n   [1, 2,, 3]}"))
        .hasMessage("no JSON at line 3, column 10");
    assertThatThrownBy(() -> parse("{\"value\":\n" + "\n  [ 1 ,".repeat(900) + "\n  x"))
        .hasMessage("no JSON at line 903, column 3");
    assertThatThrownBy(() -> parse("{\"value\": [1")).hasMessage("the body ends within its JSON");
  }

  @Test
  void thousandLevelsOfNestingAreFineAndOneMoreIsNot() {
    String deepest = "[".repeat(1000) + "]".repeat(1000);

    assertThat(parse("{\"value\":" + deepest + "}").json())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(deepest);
    assertThat(refusal("{\"value\":[" + deepest + "]}")).isEqualTo(MALFORMED_JSON);
    assertThat(refusal("{\"value\":" + "{\"a\":".repeat(1001) + "1" + "}".repeat(1001) + "}"))
        .isEqualTo(MALFORMED_JSON);
    assertThat(refusal("{\"value\":" + "[".repeat(100_000))).isEqualTo(MALFORMED_JSON);
    assertThat(refusal("{\"tags\":" + "[".repeat(100_000))).isEqualTo(MALFORMED_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "漢", "😀"})
  void aValueHasAtMostTheBytesThatAreAllowed(String character) {
    int width = character.getBytes(StandardCharsets.UTF_8).length;
    int room = MAX - 2;
    String largest = "\"" + character.repeat(room / width) + "x".repeat(room % width) + "\"";
    String rest = " , \"ttl\": 60, \"\\u0074\\u0061\\u0067\\u0073\": []}";

    assertThat(parse("{\"value\":  " + largest + rest).json()).hasSize(MAX);
    assertThat(refusal("{\"value\":" + largest.replaceFirst("\"", "\"x") + rest))
        .isEqualTo(VALUE_TOO_LARGE);
  }

  @Test
  void whiteSpaceBetweenTokensDoesNotCount() {
    String spaced = "[ " + "1 , \n".repeat(MAX / 4) + "1]";

    assertThat(parse("{\"value\":" + spaced + "}").json()).hasSize(2 * (MAX / 4) + 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"value\":\"", "{\"value\":1", "{\"value\":[1,\"", "{\"ttl\":5,\"value\":[[\""})
  void aValueThatIsTooLargeIsRefusedBeforeItsEnd(String start) {
    Bodies.Endless body = new Bodies.Endless(start, '1');

    assertThat(Bodies.codeOf(() -> parse(body))).isEqualTo(VALUE_TOO_LARGE);
    assertThat(body.read).isLessThan(MAX + 10_000L);
  }

  @Test
  void aLongNumberALongNameAndALongStringAreJustValues() {
    String digits = "7".repeat(9_000);

    assertThat(parse("{\"value\":" + digits + "}").json()).hasSize(9_000);
    assertThat(parse("{\"value\":{\"" + digits + "\":1}}").json()).hasSize(9_006);
    assertThat(parse("{\"value\":\"" + digits + "\"}").json()).hasSize(9_002);
  }

  private static ErrorCode refusal(String body) {
    return Bodies.codeOf(() -> parse(body));
  }

  private static NewEntry parse(String body) {
    return parse(Bodies.of(body));
  }

  private static NewEntry parse(InputStream body) {
    return PutBody.parse(body, MAX, DEFAULT);
  }
}
