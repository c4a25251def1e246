package io.ringcache.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsTest {

  private static final long KEY_BYTES = 100;
  private static final long MILLI = 1_000_000;
  private static final long STEP_NANOS = MILLI / 5;

  /** Overflows soon. */
  private long now = Long.MAX_VALUE - MILLI;

  /** How long so many keys take, where each rest is that much longer than it should be. */
  private Duration walk(long keys, long lateNanos) {
    return walk(Steps.of(keys * KEY_BYTES, now), keys, lateNanos);
  }

  private Duration walk(Steps steps, long keys, long lateNanos) {
    long begun = now;
    for (long done = 0; done < keys * KEY_BYTES; done += Steps.BYTES) {
      now += STEP_NANOS;
      long rest = steps.rest(now);
      if (rest > 0) {
        now += rest + lateNanos;
      }
    }
    return Duration.ofNanos(now - begun);
  }

  @ParameterizedTest
  @CsvSource({"1, 6", "10000, 186", "100000, 1836", "330000, 6000", "800000, 6000"})
  void aWalkTakesSixSecondsOrLessWhereThereAreFewKeys(long keys, long millis) {
    assertThat(walk(keys, 0)).isCloseTo(Duration.ofMillis(millis), Duration.ofMillis(10));
  }

  @ParameterizedTest
  @CsvSource({"1000000, 6104", "10000000, 61036"})
  void ofVeryManyKeysAStepRestsAllTheSame(long keys, long millis) {
    assertThat(walk(keys, 0)).isCloseTo(Duration.ofMillis(millis), Duration.ofMillis(10));
  }

  @Test
  void restsThatTakeLongerAreMadeUpFor() {
    assertThat(walk(330_000, 2 * MILLI)).isLessThan(Duration.ofMillis(6_010));
  }

  @Test
  void aLongPauseOfTheMachineIsNotMadeUpFor() {
    Steps steps = Steps.of(330_000 * KEY_BYTES, now);
    now += 60_000 * MILLI;

    assertThat(walk(steps, 330_000, 0))
        .isBetween(Duration.ofMillis(5_890), Duration.ofMillis(6_010));
  }
}
