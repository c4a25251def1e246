package io.ringcache.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyWindowTest {

  @Test
  void keysComeInOrderAndAfterTheCursorWhateverTheOrderOfTheWalk() {
    KeyWindow window = window("b", List.of("e", "a", "c", "b", "d"));

    assertThat(window.keysAfter("b", 2)).containsExactly("c", "d");
    assertThat(window.keysAfter("d", 2)).containsExactly("e");
    assertThat(window.keysAfter("cc", 1)).containsExactly("d"); // one that is gone
    assertThat(window.isLast("d")).isFalse();
    assertThat(window.isLast("e")).isTrue();
  }

  @Test
  void aWindowReachesNothingBeforeItsBeginning() {
    KeyWindow window = window("b", List.of("c"));

    assertThat(window.reaches("a", 1)).isFalse();
    assertThat(window.reaches("b", 1)).isTrue();
  }

  @Test
  void theWholeOfWhatIsLeftIsReachedHoweverLittleItIs() {
    KeyWindow window = window("", List.of("a"));

    assertThat(window.reaches("a", 1000)).isTrue();
    assertThat(window.keysAfter("a", 1000)).isEmpty();
  }

  @Test
  void ofMoreKeysThanAWindowHasTheFirstAreKept() {
    List<String> keys = numbered(KeyWindow.MAX_KEYS + 3).toList();
    KeyWindow window = window("", keys);
    String last = keys.get(KeyWindow.MAX_KEYS - 1);

    assertThat(window.keysAfter("", Integer.MAX_VALUE)).hasSize(KeyWindow.MAX_KEYS).endsWith(last);
    assertThat(window.isLast(last)).isFalse();
    assertThat(window.reaches(keys.get(KeyWindow.MAX_KEYS - 11), 10)).isTrue();
    assertThat(window.reaches(keys.get(KeyWindow.MAX_KEYS - 10), 10)).isFalse();
  }

  private static KeyWindow window(String after, List<String> walked) {
    KeyWindow.Builder builder = new KeyWindow.Builder(after, 0);
    for (int i = walked.size() - 1; i >= 0; i--) { // a walk knows no order
      String key = walked.get(i);
      if (builder.wants(key)) {
        builder.add(key);
      }
    }
    return builder.build();
  }

  private static Stream<String> numbered(int number) {
    return IntStream.range(0, number).mapToObj(i -> String.format("%08d", i));
  }
}
