package io.ringcache.cache.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ringcache.cache.ring.RingPlan.Arc;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RingPlanTest {

  private static final int KEYS = 100_000;

  private static final List<RingMember> THREE =
      List.of(RingMember.of("a"), new RingMember("b", 2), RingMember.of("c"));
  private static final List<RingMember> FOUR =
      List.of(RingMember.of("a"), new RingMember("b", 2), RingMember.of("c"), RingMember.of("d"));

  /** The shares are those that keys have, but for chance: 0.005 is three deviations and more. */
  @ParameterizedTest
  @EnumSource(RingMode.class)
  void theSharesAreThoseOfKeys(RingMode mode) {
    HashRing before = HashRing.of(THREE, mode);
    HashRing after = HashRing.of(FOUR, mode);
    RingPlan plan = RingPlan.of(before, after);
    assertThat(plan.arcs().stream().mapToDouble(Arc::share).sum()).isCloseTo(1, within(1e-9));
    int moved = 0;
    for (int i = 0; i < KEYS; i++) {
      byte[] key = ("cache:shop:user_" + i).getBytes(StandardCharsets.UTF_8);
      if (!before.owner(key).equals(after.owner(key))) {
        moved++;
      }
    }
    assertThat(plan.moved()).isCloseTo((double) moved / KEYS, within(0.005));
  }

  @Test
  void whatIsAddedTakesFromTheOthersAndNothingElseMoves() {
    assertThat(RingPlan.of(HashRing.of(THREE), HashRing.of(FOUR)).arcs())
        .filteredOn(Arc::moves)
        .hasSize(3)
        .allMatch(arc -> arc.to().equals("d"));
  }

  @Test
  void aRingThatStaysMovesNothing() {
    RingPlan plan = RingPlan.of(HashRing.of(THREE), HashRing.of(THREE));
    assertThat(plan.moved()).isZero();
    assertThat(plan.arcs()).hasSize(3);
  }
}
