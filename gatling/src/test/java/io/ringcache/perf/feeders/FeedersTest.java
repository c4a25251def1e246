package io.ringcache.perf.feeders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedersTest {

  private static final int DRAWS = 200_000;

  @Test
  void zipfAsksForTheNthInProportionToOneOverN() {
    int keys = 1_000;
    var drawn = counts(KeyFeeder.zipf(keys, 1), DRAWS);
    double harmonic = 0;
    for (int n = 1; n <= keys; n++) {
      harmonic += 1.0 / n;
    }
    for (int n : new int[] {1, 2, 10}) {
      double expected = DRAWS / (n * harmonic);
      assertThat(drawn.getOrDefault(Keys.name(n - 1), 0L).doubleValue())
          .isCloseTo(expected, within(6 * Math.sqrt(expected)));
    }
    assertThat(drawn.keySet()).isSubsetOf(Keys.names(0, keys));
  }

  @Test
  void uniformAsksForEachAsOften() {
    int keys = 20;
    double expected = DRAWS / (double) keys;
    assertThat(counts(KeyFeeder.uniform(keys), DRAWS))
        .hasSize(keys)
        .allSatisfy(
            (key, count) ->
                assertThat(count.doubleValue())
                    .isCloseTo(expected, within(6 * Math.sqrt(expected))));
  }

  @Test
  void allKeysAreOfOneLength() {
    assertThat(Keys.name(0)).hasSameSizeAs(Keys.name(99_999_999)).isEqualTo("key_00000000");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 102, 99, 200, 7})
  void inOrderTakesEveryKeyAndNoOther(int keys) {
    BatchFeeder feeder = BatchFeeder.inOrder(keys, 100);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < BatchFeeder.batches(keys, 100); i++) {
      seen.addAll(keys(feeder));
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(Keys.names(0, keys));
    assertThat(keys(feeder)).startsWith(Keys.name(0));
  }

  @Test
  void anywhereTakesWholeBatchesOfKeysThatAreThere() {
    BatchFeeder feeder = BatchFeeder.anywhere(150, 100);
    for (int i = 0; i < 1_000; i++) {
      assertThat(keys(feeder)).hasSize(100).doesNotHaveDuplicates();
      assertThat(Keys.names(0, 150)).containsAll(keys(feeder));
    }
  }

  @Test
  void documentsAreOfTheStatedSizeOnAverageAndDiffer() {
    Documents documents = Documents.around(1_024);
    assertThat(documents.meanBytes()).isCloseTo(1_024, within(1.0));
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      sizes.add(bytes(documents.next()));
    }
    assertThat(sizes).allMatch(size -> size >= 512 && size <= 1_536);
    assertThat(sizes.stream().mapToInt(Integer::intValue).average().orElseThrow())
        .isCloseTo(1_024, within(20.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 1_000, 1_048_576})
  void aDocumentHasExactlyTheBytesThatWereAskedFor(int bytes) {
    String document = Documents.of(bytes).next();
    assertThat(bytes(document)).isEqualTo(bytes);
    assertThat(document).startsWith("{\"text\":\"").endsWith("\"}");
  }

  private static int bytes(String document) {
    return document.getBytes(StandardCharsets.UTF_8).length;
  }

  @SuppressWarnings("unchecked")
  private static List<String> keys(BatchFeeder feeder) {
    return (List<String>) feeder.next().getOrDefault(BatchFeeder.KEYS, List.of());
  }

  private static Map<String, Long> counts(KeyFeeder feeder, int draws) {
    return Stream.generate(() -> String.valueOf(feeder.next().get(KeyFeeder.KEY)))
        .limit(draws)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
