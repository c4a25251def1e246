package io.ringcache.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nobody sees what was replaced, whatever befalls the nodes. {@code -Dhistory.seed=} takes the seed
 * that a run has printed, {@code -Dhistory.seconds=} another time than the usual one; {@code make
 * soak} is the same for longer.
 */
class HistoryIT {

  private static final Duration ROUND = Duration.ofSeconds(10);

  @ParameterizedTest
  @EnumSource
  void whatWasReplacedIsNotSeenWhileNodesAreKilledFrozenAndCutOff(RingKind kind) {
    long seed = Long.getLong("history.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    int seconds = Integer.getInteger("history.seconds", 20);
    System.out.println(kind + " history, -Dhistory.seed=" + seed);
    try (TroubledHistory history = TroubledHistory.start(kind, seed)) {
      for (long done = 0; done < seconds; done += ROUND.toSeconds()) {
        history.goOn(ROUND);
      }
      history.end();
      System.out.println(history);

      assertThat(history.violations()).as("seed %d", seed).isEmpty();
      assertThat(history.tally().hits()).isGreaterThan(100L * seconds);
      assertThat(history.tally().changes()).isGreaterThan(100L * seconds);
      assertThat(history.tally().unanswered()).isGreaterThan(seconds);
      assertThat(history.untried()).isEmpty();
    }
  }
}
