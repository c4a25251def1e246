package io.ringcache.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TtlsTest {

  @Test
  void aTtlIsRoundedUpToWholeSeconds() {
    assertThat(Ttls.seconds(Duration.ofMillis(1))).isEqualTo(1);
    assertThat(Ttls.seconds(Duration.ofMillis(1001))).isEqualTo(2);
    assertThat(Ttls.seconds(Duration.ofDays(3650))).isEqualTo(315_360_000);
  }

  @Test
  void noTtlIsZeroNegativeOrLongerThanTenYears() {
    for (Duration none :
        new Duration[] {Duration.ZERO, Duration.ofMillis(-1), Duration.ofSeconds(315_360_001)}) {
      assertThatThrownBy(() -> StoreOptions.ttl(none)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void jitterOnlyShortensAndSpreads() {
    Set<Long> seconds = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      seconds.add(Ttls.jittered(Optional.of(Duration.ofSeconds(1000)), 0.1).get().toSeconds());
    }
    assertThat(seconds).allMatch(ttl -> ttl >= 900 && ttl <= 1000).hasSizeGreaterThan(50);
  }

  @Test
  void aShortTtlKeepsASecond() {
    assertThat(Ttls.jittered(Optional.of(Duration.ofSeconds(1)), 1))
        .hasValue(Duration.ofSeconds(1));
  }
}
