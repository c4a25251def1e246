package io.ringcache.cache.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.NodeState.Condition;
import io.ringcache.testing.CapturedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BreakerTest {

  private final List<Long> bounds = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5; // a clock of nanoseconds may pass its end
  private final Breaker breaker =
      new Breaker(
          new NodeLog("redis", "one", "host:1"),
          () -> now,
          bound -> {
            bounds.add(bound);
            return bound - 1;
          });
  @RegisterExtension private final CapturedLog logged = CapturedLog.of(NodeLog.class);

  @Test
  void aNodeIsSuspectUntilItIsConnectedAndLetsCallsWait() {
    assertIs(Condition.SUSPECT, false);
    breaker.connected();
    assertIs(Condition.UP, false);
  }

  @Test
  void aNodeThatCanNotBeConnectedIsDown() {
    breaker.refused("nobody there");
    assertIs(Condition.DOWN, true);
    assertThat(breaker.why()).isEqualTo("nobody there");
  }

  @Test
  void lostConnectionsMakeItSuspectAndTheFirstRefusalDown() {
    connect(2);
    breaker.lost("reset");
    assertIs(Condition.SUSPECT, false);
    breaker.refused("no more clients");
    assertIs(Condition.SUSPECT, false); // there is another connection
    breaker.lost("reset");
    assertIs(Condition.SUSPECT, false);
    breaker.refused("nobody there");
    assertIs(Condition.DOWN, true);
    breaker.connected();
    assertIs(Condition.UP, false);
  }

  @Test
  void lateAnswersInARowMakeItDownBeforeAnyConnectionIsTriedAnew() {
    connect(3);
    breaker.late("silence");
    assertIs(Condition.SUSPECT, false);
    breaker.late("silence");
    assertIs(Condition.DOWN, true);
  }

  @Test
  void anAnswerOrAConnectionInBetweenBeginsTheCountAnew() {
    connect(5);
    breaker.late("silence");
    breaker.answered();
    assertIs(Condition.UP, false);
    breaker.late("silence");
    breaker.connected();
    breaker.late("silence");
    assertIs(Condition.SUSPECT, false);
  }

  @Test
  void anAnswerClosesAnOpenBreakerWhileThereIsAConnection() {
    connect(3);
    breaker.late("silence");
    breaker.late("silence");
    breaker.answered();
    assertIs(Condition.UP, false);
  }

  @Test
  void aLateWordOfTheLastConnectionDoesNot() {
    connect(1);
    breaker.lost("reset");
    breaker.refused("nobody there");
    breaker.answered();
    assertIs(Condition.DOWN, true);
  }

  @Test
  void aNodeThatHasOldDataIsRejoiningAndServesNothing() {
    breaker.refused("nobody there");
    breaker.rejoining("old data");
    assertIs(Condition.REJOINING, true);
    breaker.refused("killed meanwhile");
    assertIs(Condition.DOWN, true);
    breaker.rejoining("old data");
    breaker.connected();
    assertIs(Condition.UP, false);
    breaker.rejoining("a second connection finds the mark gone");
    assertIs(Condition.UP, false);
  }

  @Test
  void theFirstAttemptWaitsForNothing() {
    assertThat(breaker.claimAttempt()).isZero();
    assertThat(breaker.claimAttempt()).isZero();
    connect(1);
    breaker.lost("reset");
    assertThat(breaker.claimAttempt()).isZero();
  }

  @Test
  void pausesAreChosenBelowABoundThatDoublesUpToASecond() {
    for (int i = 0; i < 8; i++) {
      breaker.refused("nobody there");
    }
    assertThat(bounds)
        .extracting(TimeUnit.NANOSECONDS::toMillis)
        .containsExactly(50L, 100L, 200L, 400L, 800L, 1000L, 1000L, 1000L);
    for (int i = 0; i < 100; i++) {
      breaker.refused("nobody there");
    }
    assertThat(bounds).endsWith(Breaker.LONGEST_PAUSE_NANOS);

    breaker.connected();
    breaker.lost("reset");
    breaker.refused("nobody there");
    assertThat(bounds).endsWith(Breaker.FIRST_PAUSE_NANOS);
  }

  @Test
  void attemptsAreMadeByOneAtATime() {
    breaker.refused("nobody there");
    assertThat(breaker.claimAttempt()).isEqualTo(Breaker.FIRST_PAUSE_NANOS);
    now += Breaker.FIRST_PAUSE_NANOS - 1;
    assertThat(breaker.claimAttempt()).isEqualTo(1);
    now += 1;
    assertThat(breaker.claimAttempt()).isZero();
    assertThat(breaker.claimAttempt()).isEqualTo(Breaker.LOOK_AGAIN_NANOS);
    now += Breaker.LONGEST_PAUSE_NANOS - 1;
    assertThat(breaker.claimAttempt()).isEqualTo(1);
    breaker.refused("nobody there");
    assertThat(breaker.claimAttempt()).isEqualTo(2 * Breaker.FIRST_PAUSE_NANOS);
    breaker.connected();
    assertThat(breaker.claimAttempt()).isZero();
  }

  @Test
  void eachChangeIsOneLine() {
    connect(2);
    breaker.lost("reset");
    breaker.lost("reset");
    breaker.refused("nobody there");
    breaker.refused("nobody there");
    breaker.rejoining("old data");
    breaker.rejoining("old data");
    connect(2);
    assertThat(logged.messages())
        .containsExactly(
            "redis node one at host:1 is up",
            "redis node one at host:1 is suspect: reset",
            "redis node one at host:1 is down: nobody there",
            "redis node one at host:1 is rejoining: old data",
            "redis node one at host:1 is up");
  }

  private void connect(int connections) {
    for (int i = 0; i < connections; i++) {
      breaker.connected();
    }
  }

  private void assertIs(Condition condition, boolean open) {
    assertThat(breaker.condition()).isEqualTo(condition);
    assertThat(breaker.isOpen()).isEqualTo(open);
  }
}
