package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TtlTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3600, 315_360_000})
  void oneSecondToTenYearsIsAccepted(long seconds) {
    Ttl ttl = Ttl.ofSeconds(seconds);

    assertThat(ttl.seconds()).isEqualTo(seconds);
    assertThat(ttl.millis()).isEqualTo(seconds * 1000);
    assertThat(ttl.isForever()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, -1, 315_360_001, 1L << 32, (1L << 32) + 1, Long.MAX_VALUE, Long.MIN_VALUE})
  void whatAClientMayNotAskForIsRefused(long seconds) {
    assertThatThrownBy(() -> Ttl.ofSeconds(seconds))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.field()).isEqualTo(InvalidInputException.Field.TTL));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 315_360_001})
  void noTtlIsOutOfRange(int seconds) {
    assertThatThrownBy(() -> new Ttl(seconds)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void foreverIsWrittenAsZero() {
    assertThat(new Ttl(0)).isEqualTo(Ttl.FOREVER);
    assertThat(Ttl.FOREVER.isForever()).isTrue();
  }
}
