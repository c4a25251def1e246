package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

  private static final Set<String> KNOWN = Set.of("pattern", "limit");

  @Test
  void valuesAreDecodedAndAPlusIsAPlus() {
    assertThat(QueryParameters.read("pattern=a%2Ab+%C3%A9=%26&limit=", KNOWN))
        .isEqualTo(Map.of("pattern", "a*b+\u00e9=&", "limit", ""));
  }

  @Test
  void aNameWithoutAValueIsEmpty() {
    assertThat(QueryParameters.read("pattern", KNOWN)).isEqualTo(Map.of("pattern", ""));
  }

  @ParameterizedTest
  @NullAndEmptySource
  void noQueryHasNoParameters(String query) {
    assertThat(QueryParameters.read(query, KNOWN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patern=a",
        "Pattern=a",
        "pattern=a&x=1",
        "pattern=a&",
        "&",
        "=",
        "pattern=a&pattern=a",
        "limit&limit",
        "pattern=%",
        "pattern=%4",
        "pattern=%zz",
        "pattern=%ff",
        "pattern=%C3",
        "pattern=%\u0661\u0661",
        "pattern=%+1"
      })
  void whatIsUnknownRepeatedOrBrokenIsRefused(String query) {
    assertThatThrownBy(() -> QueryParameters.read(query, KNOWN))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER));
  }
}
