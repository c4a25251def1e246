package io.ringcache.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  /** The ends of days and years, leap days, few microseconds, and what needs another form. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        999_999,
        1_000_000,
        951_782_399_999_999L,
        951_782_400_000_000L,
        1_704_067_199_000_100L,
        1_709_164_800_000_001L,
        4_107_542_399_123_456L,
        253_402_300_799_999_999L,
        253_402_300_800_000_000L,
        -1,
        Long.MIN_VALUE / 2
      })
  void aTimeIsWrittenAsJavaWritesIt(long micros) {
    assertThat(Times.ofMicros(micros))
        .isEqualTo(
            new DateTimeFormatterBuilder()
                .appendInstant(6)
                .toFormatter()
                .format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
  }
}
