package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectorRoundTest {

  private final SelectorRound round = new SelectorRound();
  private final List<Integer> written = new ArrayList<>();

  @Test
  void answersWaitForTheEndAndGoOutInTheirOrder() {
    round.begin();
    IntStream.range(0, SelectorRound.MOST).forEach(this::leave);
    assertThat(written).isEmpty();

    round.end();
    assertThat(written).hasSize(SelectorRound.MOST).isSorted();
  }

  @Test
  void whatComesBetweenTwoRoundsGoesOutAtOnce() {
    leave(1);
    assertThat(written).containsExactly(1);

    round.begin();
    round.end();
    leave(2);
    assertThat(written).containsExactly(1, 2);
  }

  @Test
  void moreThanMayWaitDoNotWait() {
    round.begin();
    IntStream.rangeClosed(0, SelectorRound.MOST).forEach(this::leave);
    assertThat(written).hasSize(SelectorRound.MOST);

    round.end();
    assertThat(written).hasSize(SelectorRound.MOST + 1).isSorted();
  }

  @Test
  void whatAnAnswerLeavesGoesOutWithTheSameEnd() {
    round.begin();
    round.leave(() -> leave(2));
    leave(1);
    round.end();
    assertThat(written).containsExactly(1, 2);
  }

  @Test
  void oneThatFailsHoldsNoOtherBack() {
    round.begin();
    round.leave(
        () -> {
          throw new IllegalStateException("no write");
        });
    leave(1);
    round.end();
    assertThat(written).containsExactly(1);
  }

  /** As where Jetty lets another thread look at the sockets meanwhile. */
  @Test
  void whatAnotherThreadLeavesIsWrittenByOneOfTheTwo() throws Exception {
    int many = 200_000;
    Queue<Integer> all = new ConcurrentLinkedQueue<>();
    Thread other =
        new Thread(
            () -> {
              for (int i = 0; i < many; i++) {
                int answer = i;
                round.leave(() -> all.add(answer));
              }
            });
    other.start();
    while (other.isAlive()) {
      round.begin();
      round.end();
    }
    other.join();
    assertThat(all).hasSize(many).doesNotHaveDuplicates();
  }

  private void leave(int answer) {
    round.leave(() -> written.add(answer));
  }
}
