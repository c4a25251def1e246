package io.ringcache.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetTest {

  @Test
  void theBoundItselfIsReached() {
    assertThat(Target.atLeast("speed", 1, 1).isMissed()).isFalse();
    assertThat(Target.atMost("time", 5, 5, " ms").isMissed()).isFalse();
  }

  @Test
  void aMissIsNamed() {
    assertThat(Target.atLeast("speed", 0.999, 1).row())
        .isEqualTo("| speed | 1.00 × | ≥ 1.00 ×: **missed** |\n");
    assertThat(Target.atMost("time", 5.01, 5, " ms").askedFor()).isEqualTo("≤ 5.00 ms: **missed**");
  }

  @Test
  void whatCouldNotBeMeasuredIsNeitherReachedNorMissed() {
    Target target = Target.atMost("time", Double.NaN, 4_096, " B");

    assertThat(target.isMissed()).isFalse();
    assertThat(target.row()).isEqualTo("| time | – | ≤ 4,096 B: not measured |\n");
  }
}
