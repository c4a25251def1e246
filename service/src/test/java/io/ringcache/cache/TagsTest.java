package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TagsTest {

  @Test
  void theOrderIsKeptAndRepetitionsAreNot() {
    assertThat(Tags.of(List.of("b", "a", "b", "c", "a")).names()).containsExactly("b", "a", "c");
  }

  @Test
  void noNamesAreNoTags() {
    assertThat(Tags.of(List.of())).isEqualTo(Tags.NONE);
    assertThat(Tags.NONE.isEmpty()).isTrue();
    assertThat(Tags.of(List.of("a")).isEmpty()).isFalse();
  }

  @Test
  void thereAreAtMostSixteen() {
    assertThat(Tags.of(numbered(16)).names()).hasSize(16);
    assertRefused(numbered(17));
  }

  @Test
  void repetitionsDoNotCount() {
    List<String> names = numbered(16);
    names.addAll(numbered(16));

    assertThat(Tags.of(names).names()).hasSize(16);
  }

  @Test
  void aTagOf100BytesIsAccepted() {
    assertThat(Tags.of(List.of("ä".repeat(50))).names()).containsExactly("ä".repeat(50));
  }

  @Test
  void aTagOfOneByteMoreIsRefused() {
    assertRefused(List.of("ä".repeat(50) + "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "\u0000", "\u007f", "\u0085", "\ud83d", "a\ude00"})
  void whatIsNoTagIsRefused(String name) {
    assertRefused(List.of("good", name));
  }

  @Test
  void aLaterChangeOfTheListChangesNothing() {
    List<String> names = numbered(2);
    Tags tags = new Tags(names);
    names.clear();

    assertThat(tags.names()).hasSize(2);
  }

  private static List<String> numbered(int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> "tag" + i).toList());
  }

  private static void assertRefused(List<String> names) {
    assertThatThrownBy(() -> Tags.of(names))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.field()).isEqualTo(InvalidInputException.Field.TAGS));
  }
}
