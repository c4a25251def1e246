package io.ringcache.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentKeysTest {

  private static final int MAX = 3_000;
  private static final int STEPS = 60_000;

  /** As a map of the JDK has it, with keys of which many end in the same bits. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aPlaceIsKeptUntilItsKeyIsTheOneNotUsedForLongest(long seed) {
    Random random = new Random(seed);
    RecentKeys keys = new RecentKeys(MAX);
    Map<Long, Integer> expected = new LinkedHashMap<>(); // in the order of their use
    for (int step = 0; step < STEPS; step++) {
      long key = (long) random.nextInt(2 * MAX) << (random.nextBoolean() ? 40 : 0);
      int place = keys.find(key);
      assertThat(place).isEqualTo(expected.getOrDefault(key, RecentKeys.NONE));
      if (place == RecentKeys.NONE) {
        if (expected.size() == MAX) {
          expected.remove(expected.keySet().iterator().next());
        }
        expected.put(key, keys.add(key));
      } else if (random.nextInt(4) == 0) {
        keys.remove(place);
        expected.remove(key);
      } else {
        keys.use(place);
        expected.remove(key);
        expected.put(key, place);
      }
    }
    assertThat(expected).hasSizeGreaterThan(MAX / 2);
    assertThat(new HashSet<>(expected.values()))
        .as("no two have the same")
        .hasSameSizeAs(expected.values())
        .allSatisfy(place -> assertThat(place).isBetween(0, keys.capacity() - 1));
    expected.forEach((key, place) -> assertThat(keys.find(key)).isEqualTo(place));
  }

  /** The last one that is removed leaves nothing of the order before. */
  @Test
  void afterAllAreGoneTheOrderBeginsAnew() {
    RecentKeys keys = new RecentKeys(MAX);
    int first = keys.add(1);
    int second = keys.add(2);
    keys.remove(first);
    keys.remove(second);

    for (long key = 0; key < MAX; key++) {
      keys.add(key);
    }
    keys.add(MAX);

    assertThat(keys.find(0)).isEqualTo(RecentKeys.NONE);
    assertThat(keys.find(1)).isNotEqualTo(RecentKeys.NONE);
    assertThat(keys.find(MAX)).isNotEqualTo(RecentKeys.NONE);
  }
}
