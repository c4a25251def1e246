package io.ringcache.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ETagTest {

  private static final ETag TAG = ETag.of("[1,2]".getBytes(StandardCharsets.UTF_8));

  @Test
  void itIsStrongAndTheSameForEverForTheSameBytes() {
    // Golden: processes of two releases side by side must agree.
    assertThat(TAG.value())
        .matches("\"[0-9a-f]{32}\"")
        .isEqualTo("\"59dda9fe6d655476e17419a23fd401b2\"");
    assertThat(ETag.of("[1,2]".getBytes(StandardCharsets.UTF_8))).isEqualTo(TAG);
    assertThat(ETag.of("[1,3]".getBytes(StandardCharsets.UTF_8))).isNotEqualTo(TAG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        " * ",
        "T",
        "W/T",
        "\"a\", T",
        "\"a,b\",T",
        "W/\"x\" ,W/T",
        "\"\",T",
        ", ,T,",
        "T, \"z\""
      })
  void aListNamesItInWeakFormToo(String header) {
    assertThat(TAG.isNamedBy(List.of(header.replace("T", TAG.value())))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"a\"", "\"*\"", "T\"", "\"T", "t", "\"a, b\"", "W/\"*\"", "\"aT\""})
  void anotherTagOrNoTagAtAllDoesNot(String header) {
    String bare = TAG.value().substring(1, 33);
    assertThat(TAG.isNamedBy(List.of(header.replace("T", bare)))).isFalse();
  }

  @Test
  void theLinesOfARepeatedHeaderAreOneList() {
    assertThat(TAG.isNamedBy(List.of("\"a\"", TAG.value()))).isTrue();
    assertThat(TAG.isNamedBy(List.of())).isFalse();
  }
}
