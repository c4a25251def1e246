package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.http.PercentDecoder.BadEscapeException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentDecoderTest {

  @ParameterizedTest
  @CsvSource({
    "user_123, user_123",
    "a+b;c=d, a+b;c=d",
    "a%2Fb%2fc, a/b/c",
    "%25, %",
    "%2525, %25",
    "%3A%2A%7B%7d, :*{}",
    "%C3%A9%c3%A9, éé",
    "%F0%9F%98%80, 😀",
    "%EF%BF%BD, \uFFFD"
  })
  void anEscapeStandsForItsByteAndAllElseForItself(String raw, String text) throws Exception {
    assertThat(PercentDecoder.decode(raw)).isEqualTo(text);
  }

  @Test
  void everyTextSurvives() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      String text =
          random
              .ints(8, 0, Character.MAX_CODE_POINT + 1)
              .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String raw = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");

      assertThat(PercentDecoder.decode(raw)).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a%2", "%zz", "%2g", "%-1", "%+1", "% 1", "%%", "%u0041"})
  void aBadEscapeIsRefused(String raw) {
    assertThatThrownBy(() -> PercentDecoder.decode(raw)).isInstanceOf(BadEscapeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%ff", "%80", "%C3", "%C3a", "%C0%AF", "%ED%A0%BD", "%F4%90%80%80", "%E2%82"})
  void bytesThatAreNoUtf8AreRefused(String raw) {
    assertThatThrownBy(() -> PercentDecoder.decode(raw)).isInstanceOf(BadEscapeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "a\uFFFD", "😀%20"})
  void whatIsOutsideAsciiIsEscaped(String raw) {
    assertThatThrownBy(() -> PercentDecoder.decode(raw)).isInstanceOf(BadEscapeException.class);
  }
}
