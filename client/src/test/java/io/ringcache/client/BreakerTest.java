package io.ringcache.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BreakerTest {

  private final List<BreakerState> told = new ArrayList<>();
  private long now;
  private final Breaker breaker =
      new Breaker(
          new Breaker.Limits(3, Duration.ofMillis(100), Duration.ofMillis(300)),
          () -> now,
          () -> 0.999_999_999,
          told::add);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(breaker.tryAcquire()).isTrue();
      breaker.failed();
    }
  }

  private void pass(int millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  @Test
  void opensAfterSoManyFailuresInARow() {
    fail(2);
    breaker.succeeded();
    fail(2);
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);

    fail(1);

    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    assertThat(breaker.permits()).isFalse();
    assertThat(breaker.tryAcquire()).isFalse();
  }

  @Test
  void letsOneCallThroughAfterThePause() {
    fail(3);
    pass(99);
    assertThat(breaker.tryAcquire()).isFalse();
    pass(1);

    assertThat(breaker.permits()).isTrue();
    assertThat(breaker.tryAcquire()).isTrue();
    assertThat(breaker.permits()).isFalse();
    assertThat(breaker.tryAcquire()).isFalse();

    breaker.succeeded();

    assertThat(breaker.tryAcquire()).isTrue();
    assertThat(told).containsExactly(BreakerState.OPEN, BreakerState.TRYING, BreakerState.CLOSED);
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    fail(3);
    for (int millis : new int[] {100, 200, 300, 300}) {
      pass(millis - 1);
      assertThat(breaker.tryAcquire()).as("before %s ms", millis).isFalse();
      pass(1);
      assertThat(breaker.tryAcquire()).as("after %s ms", millis).isTrue();
      breaker.failed();
    }
  }

  @Test
  void aLateAnswerClosesIt() {
    fail(3);

    breaker.succeeded();

    assertThat(breaker.tryAcquire()).isTrue();
  }
}
