package io.ringcache.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ringcache.cache.Increment;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.InvalidInputException.Field;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies of incr, touch and invalidate. */
class NamedCallBodiesTest {

  private static final NamespaceName NS = new NamespaceName("ns");
  private static final Ttl DEFAULT = new Ttl(3600);
  private static final int MAX_VALUE_BYTES = 1 << 20;

  @Test
  void anIncrNeedsOnlyItsKey() {
    IncrementBody.Parsed incr = incr("{\"key\":\"n\"}");

    assertThat(incr.key().name()).isEqualTo("n");
    assertThat(incr.increment()).isEqualTo(new Increment(1, 0, Optional.empty(), DEFAULT));
  }

  @Test
  void anIncrTakesAnyIntegersOf64Bits() {
    Increment increment =
        incr("{\"ttl\":60,\"initial\":-9223372036854775808,\"delta\":9223372036854775807,\"key\":\"n\"}")
            .increment();

    assertThat(increment)
        .isEqualTo(
            new Increment(Long.MAX_VALUE, Long.MIN_VALUE, Optional.of(new Ttl(60)), DEFAULT));
    assertThat(incr("{\"key\":\"n\",\"ttl\":null,\"delta\":-0}").increment())
        .isEqualTo(new Increment(0, 0, Optional.empty(), DEFAULT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0",
        "1e3",
        "\"1\"",
        "null",
        "true",
        "[1]",
        "{}",
        "9223372036854775808",
        "-9223372036854775809",
        "100000000000000000000000000000000000000000000"
      })
  void whatIsNoIntegerOf64BitsIsNoParameter(String number) {
    for (String field : List.of("delta", "initial")) {
      assertThat(Bodies.codeOf(() -> incr("{\"key\":\"n\",\"%s\":%s}".formatted(field, number))))
          .isEqualTo(ErrorCode.INVALID_PARAMETER);
    }
  }

  @Test
  void aTouchHasAKeyAndATtl() {
    TouchBody touch = touch("{\"ttl\":60,\"key\":\"a\"}");

    assertThat(touch.key().name()).isEqualTo("a");
    assertThat(touch.ttl()).isEqualTo(new Ttl(60));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"key\":\"a\"}",
        "{\"key\":\"a\",\"ttl\":null}",
        "{\"key\":\"a\",\"ttl\":0}",
        "{\"key\":\"a\",\"ttl\":-1}",
        "{\"key\":\"a\",\"ttl\":1.5}",
        "{\"key\":\"a\",\"ttl\":\"60\"}",
        "{\"key\":\"a\",\"ttl\":315360001}"
      })
  void aTouchWithoutATtlThatIsOneIsRefused(String body) {
    assertThat(fieldOf(() -> touch(body))).isEqualTo(Field.TTL);
  }

  @Test
  void anIncrMayLeaveItsTtlOutButNotHaveABadOne() {
    assertThat(fieldOf(() -> incr("{\"key\":\"a\",\"ttl\":0}"))).isEqualTo(Field.TTL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"key\":5,", "\"key\":null,", "\"key\":\"\",", "\"key\":\"stats\","})
  void aKeyThatIsNoneIsRefused(String key) {
    assertThat(fieldOf(() -> touch("{" + key + "\"ttl\":1}"))).isEqualTo(Field.KEY);
    assertThat(fieldOf(() -> incr("{" + key + "\"delta\":1}"))).isEqualTo(Field.KEY);
  }

  @Test
  void tagsToInvalidateComeInTheirOrderEachOnce() {
    assertThat(tags("{\"tags\":[\"b\",\"a\",\"b\"]}")).isEqualTo(new Tags(List.of("b", "a")));
    assertThat(tags("{\"tags\":[%s]}".formatted(numbers(16))).names()).hasSize(16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"tags\":[]}",
        "{\"tags\":null}",
        "{\"tags\":\"a\"}",
        "{\"tags\":[1]}",
        "{\"tags\":[\"a\",null]}",
        "{\"tags\":[\"\"]}",
        "{\"tags\":{\"a\":1}}"
      })
  void tagsThatAreNoneAreRefused(String body) {
    assertThat(fieldOf(() -> tags(body))).isEqualTo(Field.TAGS);
  }

  @Test
  void seventeenTagsAreTooMany() {
    assertThat(fieldOf(() -> tags("{\"tags\":[%s]}".formatted(numbers(17))))).isEqualTo(Field.TAGS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{\"x\":1}", "{\"key\":\"a\",\"key\":\"b\"}", "{\"value\":1}"})
  void anotherBodyIsRefused(String body) {
    assertThat(Bodies.codeOf(() -> incr(body))).isEqualTo(ErrorCode.INVALID_PARAMETER);
    assertThat(Bodies.codeOf(() -> touch(body))).isEqualTo(ErrorCode.INVALID_PARAMETER);
    assertThat(Bodies.codeOf(() -> tags(body))).isEqualTo(ErrorCode.INVALID_PARAMETER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"key\":}", "{\"key\":\"a\"} x"})
  void whatIsNoJsonIsRefused(String body) {
    assertThat(Bodies.codeOf(() -> incr(body))).isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  private static String numbers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + i + "\"")
        .collect(Collectors.joining(","));
  }

  private static IncrementBody.Parsed incr(String body) {
    return IncrementBody.parse(Bodies.of(body), MAX_VALUE_BYTES, NS, DEFAULT);
  }

  private static TouchBody touch(String body) {
    return TouchBody.parse(Bodies.of(body), MAX_VALUE_BYTES, NS);
  }

  private static Tags tags(String body) {
    return TagsBody.parse(Bodies.of(body), MAX_VALUE_BYTES);
  }

  private static Field fieldOf(ThrowingCallable call) {
    InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, call);
    if (refused == null) {
      throw new AssertionError("not refused");
    }
    return refused.field();
  }
}
