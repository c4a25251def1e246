package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CacheKeyTest {

  private static final NamespaceName NAMESPACE = new NamespaceName("ns");

  @ParameterizedTest
  @ValueSource(strings = {"a", " ", "a/b", "%", ":", "*", "{", "}", "\\", "\"", "ä", "😀", "..."})
  void anythingPrintableIsAKey(String name) {
    CacheKey key = CacheKey.of(NAMESPACE, name);

    assertThat(key.name()).isEqualTo(name);
    assertThat(key.utf8()).isEqualTo(name.getBytes(UTF_8));
    assertThat(key.namespace()).isEqualTo(NAMESPACE);
  }

  @Test
  void aKeyOf512BytesIsAccepted() {
    assertThat(CacheKey.of(NAMESPACE, "😀".repeat(128)).utf8()).hasSize(512);
  }

  @Test
  void aKeyOfOneByteMoreIsRefused() {
    assertRefused("😀".repeat(128) + "a");
    assertRefused("a".repeat(513));
  }

  @Test
  void anEmptyKeyIsRefused() {
    assertRefused("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stats", ".", ".."})
  void aReservedNameIsRefused(String name) {
    assertThat(CacheKey.isReserved(name)).isTrue();
    assertRefused(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Stats", "stats ", "...", " ."})
  void whatOnlyLooksReservedIsAKey(String name) {
    assertThat(CacheKey.isReserved(name)).isFalse();
    assertThat(CacheKey.of(NAMESPACE, name).name()).isEqualTo(name);
  }

  @Test
  void everyControlCharacterIsRefused() {
    for (int c = 0; c < 0x20; c++) {
      assertRefused("a" + (char) c);
    }
    for (int c = 0x7f; c < 0xa0; c++) {
      assertRefused((char) c + "a");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83da", "\ude00\ud83d"})
  void halfASurrogatePairIsRefused(String name) {
    assertRefused(name);
  }

  @Test
  void keysAreEqualWhereNamespaceAndNameAre() {
    CacheKey key = CacheKey.of(NAMESPACE, "k");

    assertThat(key)
        .isEqualTo(CacheKey.of(new NamespaceName("ns"), "k"))
        .hasSameHashCodeAs(CacheKey.of(new NamespaceName("ns"), "k"))
        .isNotEqualTo(CacheKey.of(NAMESPACE, "K"))
        .isNotEqualTo(CacheKey.of(new NamespaceName("n"), "k"));
  }

  private static void assertRefused(String name) {
    assertThatThrownBy(() -> CacheKey.of(NAMESPACE, name))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.field()).isEqualTo(InvalidInputException.Field.KEY));
  }
}
