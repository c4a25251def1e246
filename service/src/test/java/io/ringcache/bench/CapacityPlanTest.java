package io.ringcache.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CapacityPlanTest {

  private static final CapacityPlan PLAN =
      new CapacityPlan(50_000, 5_000, new Cost(30, 10, 6), new Cost(60, 20, 30));

  @Test
  void whatIsBusyIsReadsAndWritesByTheirCosts() {
    assertThat(PLAN.busy(Cost::service)).isCloseTo(1.8, within(1e-9));
    assertThat(PLAN.busy(Cost::store)).isCloseTo(0.45, within(1e-9));
  }

  @Test
  void thereMustBeMoreThanAreBusy() {
    assertThat(PLAN.needed(Cost::service)).isEqualTo(3);
    assertThat(PLAN.needed(Cost::owners)).isEqualTo(1);
    assertThat(PLAN.needed(Cost::store)).isEqualTo(1);
  }

  @Test
  void theRowShowsTheArithmetic() {
    assertThat(PLAN.row())
        .contains("50,000 × 30.0 + 5,000 × 60.0 µs = 1.80 → 3")
        .contains("50,000 × 6.0 + 5,000 × 30.0 µs = 0.45 → 1");
  }
}
