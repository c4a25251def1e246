package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryTest {

  @ParameterizedTest(name = "{0} ms are {1} s")
  @CsvSource({"1, 1", "999, 1", "1000, 1", "1001, 2", "315360000000, 315360000"})
  void whatIsLeftIsRoundedUp(long millis, long seconds) {
    assertThat(entry(millis).ttlSeconds()).isEqualTo(OptionalLong.of(seconds));
  }

  @Test
  void anEntryForEverHasNoSecondsLeft() {
    assertThat(entry(Entry.NO_TTL).ttlSeconds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -2, Long.MIN_VALUE})
  void aLiveEntryHasTimeLeft(long millis) {
    assertThatIllegalArgumentException().isThrownBy(() -> entry(millis));
  }

  private static Entry entry(long ttlMillis) {
    return new Entry(new byte[] {'1'}, 1, ttlMillis);
  }
}
