package io.ringcache.entry;

import static io.ringcache.http.ErrorCode.INVALID_PARAMETER;
import static io.ringcache.http.ErrorCode.INVALID_PATTERN;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.http.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawQueryTest {

  @ParameterizedTest
  @CsvSource({
    "pattern=user_*, user_*",
    "pattern=a+b, a+b",
    "pattern=a%20b%2B%26, a b+&",
    "%70attern=x=y, x=y",
    "pattern, ''",
    "pattern=, ''"
  })
  void theParameterIsDecodedAndAPlusIsAPlus(String query, String value) {
    assertThat(pattern(query)).isEqualTo(value);
  }

  @Test
  void withoutQueryThereIsNoParameter() {
    assertThat(pattern(null)).isNull();
    assertThat(pattern("")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patern=a",
        "Pattern=a",
        "x",
        "pattern=a&x=1",
        "pattern=a&pattern=a",
        "=a",
        "%zz=a"
      })
  void unknownAndRepeatedOnesAreRefused(String query) {
    assertThat(refusal(query)).isEqualTo(INVALID_PARAMETER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pattern=%ff", "pattern=%", "pattern=é"})
  void aPatternThatCanNotBeDecodedIsABadPattern(String query) {
    assertThat(refusal(query)).isEqualTo(INVALID_PATTERN);
  }

  @Test
  void aCallWithoutParametersRefusesAny() {
    assertThat(Bodies.codeOf(() -> RawQuery.none("pattern=a"))).isEqualTo(INVALID_PARAMETER);
  }

  private static ErrorCode refusal(String query) {
    return Bodies.codeOf(() -> pattern(query));
  }

  private static @Nullable String pattern(@Nullable String query) {
    return RawQuery.only("pattern", query, INVALID_PATTERN);
  }
}
