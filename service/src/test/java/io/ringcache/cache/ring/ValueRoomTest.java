package io.ringcache.cache.ring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValueRoomTest {

  private static final int VALUE = 100_000;

  private final ValueRoom room = new ValueRoom(3 * VALUE);
  private final ValueRoom.Claim claim = room.claim();

  @Test
  void thereIsRoomUntilAllReadsTogetherHaveTakenIt() {
    assertThat(claim.take(VALUE)).isTrue();
    assertThat(room.claim().take(2 * VALUE)).isTrue();
    assertThat(claim.isRefused()).isFalse();
    assertThat(claim.take(VALUE)).isFalse();
    assertThat(claim.isRefused()).isTrue();
  }

  @Test
  void whatWasRefusedOnceTakesNothingAnyMoreHoweverSmall() {
    assertThat(claim.take(4 * VALUE)).isFalse();
    assertThat(claim.take(1)).isFalse();
    assertThat(room.claim().take(3 * VALUE)).isTrue();
  }

  @Test
  void whatHasEndedLeavesItsRoomToOthersAndTakesNoMore() {
    assertThat(claim.take(2 * VALUE)).isTrue();
    assertThat(claim.take(VALUE)).isTrue();
    claim.end();
    assertThat(claim.take(1)).isFalse();
    assertThat(claim.isRefused()).isFalse();
    assertThat(room.claim().take(3 * VALUE)).isTrue();
  }

  @Test
  void manySmallValuesTakeNoMoreThanTheirBytesAndOneStep() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(claim.take(100)).isTrue();
    }
    assertThat(room.claim().take(2 * VALUE - (8 << 10))).isTrue();
  }
}
