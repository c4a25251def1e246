package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.EntriesOnFake.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ringcache.cache.memcached.ReadTable.Reads;
import org.junit.jupiter.api.Test;

class ReadTableTest {

  private static final long NOW = 1_800_000_000_000L;
  private static final long TEN_MINUTES = 600_000;

  private final ReadTable table = new ReadTable();

  @Test
  void readsAreCountedByVersion() {
    table.note(key("k"), 1, NOW);
    table.note(key("k"), 1, NOW + 5);
    assertThat(table.of(key("k")).count()).isEqualTo(2);
    assertThat(table.of(key("k")).lastMillis()).isEqualTo(NOW + 5);

    table.note(key("k"), 2, NOW + 7);

    assertThat(table.of(key("k"))).isEqualTo(new Reads(2, 1, NOW + 7, 1));
  }

  @Test
  void ofWhatWasNotReadOrIsForgottenNothingIsKnown() {
    table.note(key("k"), 1, NOW);
    table.forget(key("k"));

    assertThat(table.of(key("k"))).isEqualTo(Reads.NONE);
    assertThat(table.of(key("never"))).isEqualTo(Reads.NONE);
  }

  @Test
  void theLastReadIsTheLatestThoughTheClockGoesBack() {
    table.note(key("k"), 1, NOW);
    table.note(key("k"), 1, NOW - 1000);

    assertThat(table.of(key("k")).lastMillis()).isEqualTo(NOW);
  }

  @Test
  void aReadCountsForHalfAfterTenMinutes() {
    table.note(key("k"), 1, NOW);
    table.note(key("k"), 1, NOW);
    assertThat(table.of(key("k")).heatAt(NOW)).isEqualTo(2);
    assertThat(table.of(key("k")).heatAt(NOW + TEN_MINUTES)).isCloseTo(1, within(1e-9));
    assertThat(table.of(key("k")).heatAt(NOW + 3 * TEN_MINUTES)).isCloseTo(0.25, within(1e-9));

    table.note(key("k"), 1, NOW + TEN_MINUTES);

    assertThat(table.of(key("k")).heatAt(NOW + TEN_MINUTES)).isCloseTo(2, within(1e-9));
    assertThat(table.of(key("k")).heatAt(NOW + 2 * TEN_MINUTES)).isCloseTo(1, within(1e-9));
    assertThat(table.of(key("k")).count()).isEqualTo(3);
  }

  @Test
  void beyondItsBoundItForgetsWhatWasNotReadForLongest() {
    for (int i = 0; i < ReadTable.MAX_ENTRIES; i++) {
      table.note(key("k" + i), 1, NOW + i);
    }
    table.note(key("k0"), 1, NOW + ReadTable.MAX_ENTRIES);

    table.note(key("new"), 1, NOW + ReadTable.MAX_ENTRIES + 1);

    assertThat(table.of(key("k0")).count()).isEqualTo(2);
    assertThat(table.of(key("k1"))).isEqualTo(Reads.NONE);
    assertThat(table.of(key("k2")).count()).isEqualTo(1);
    assertThat(table.of(key("new")).count()).isEqualTo(1);
  }

  @Test
  void toAskIsNotToRead() {
    for (int i = 0; i < ReadTable.MAX_ENTRIES; i++) {
      table.note(key("k" + i), 1, NOW + i);
    }
    assertThat(table.of(key("k0")).count()).isEqualTo(1); // as each eviction does of every entry

    table.note(key("new"), 1, NOW + ReadTable.MAX_ENTRIES);

    assertThat(table.of(key("k0"))).isEqualTo(Reads.NONE);
    assertThat(table.of(key("k1")).count()).isEqualTo(1);
  }
}
