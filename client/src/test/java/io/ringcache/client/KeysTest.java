package io.ringcache.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeysTest {

  @ParameterizedTest
  @CsvSource({
    "user_123,user_123",
    "a/b,a%2Fb",
    "100%,100%25",
    "a;b,a%3Bb",
    "a+b,a%2Bb",
    "a b,a%20b",
    "a?b#c,a%3Fb%23c",
    "..a,..a",
    "ü,%C3%BC",
    "🦀,%F0%9F%A6%80"
  })
  void aKeyIsOnePercentEncodedSegment(String key, String segment) {
    assertThat(Keys.escaped(key)).isEqualTo(segment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "stats", ".", "..", "a\u0000b", "a\u0085", "a\nb", "\ud800"})
  void whatCanBeNoKeyIsRefused(String key) {
    assertThatThrownBy(() -> Keys.check(key)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyHas512BytesAtMost() {
    assertThat(Keys.check("é".repeat(256))).hasSize(256);
    assertThatThrownBy(() -> Keys.check("é".repeat(256) + "e"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a/b", "ü", "a b"})
  void whatCanBeNoNamespaceIsRefused(String name) {
    assertThatThrownBy(() -> Keys.namespace(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
