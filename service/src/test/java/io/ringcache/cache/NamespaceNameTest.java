package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamespaceNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "Z", "0", "user-sessions", "a_b.c-D9", "a.", "a..b"})
  void aNameOfTheRightFormIsAccepted(String name) {
    assertThat(new NamespaceName(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "_a", "-a", " a", "a ", "a:b", "a/b", "a*", "ä", "aä", "a\n", "٣"})
  void anyOtherFormIsRefused(String name) {
    assertRefused(name);
  }

  @Test
  void aNameHasAtMost100Characters() {
    assertThat(new NamespaceName("a".repeat(100)).value()).hasSize(100);
    assertRefused("a".repeat(101));
  }

  private static void assertRefused(String name) {
    assertThatThrownBy(() -> new NamespaceName(name))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.field()).isEqualTo(InvalidInputException.Field.NAMESPACE));
  }
}
