package io.ringcache.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunsTest {

  @Test
  void aRatioIsOfOneRound() {
    Runs ours = runs(10, 40, 90);
    Runs theirs = runs(10, 20, 30);

    assertThat(ours.ratio(theirs, Run::perSecond)).isEqualTo(2);
    assertThat(ours.median(Run::perSecond)).isEqualTo(40);
    assertThat(ours.best()).isEqualTo(90);
  }

  @Test
  void oneRunWithErrorsRefusesAll() {
    Runs refused =
        new Runs(List.of(run(10, Optional.empty()), run(1_000, Optional.of("2 socket errors"))));

    assertThat(refused.median(Run::perSecond)).isNaN();
    assertThat(refused.best()).isNaN();
    assertThat(runs(1, 2).ratio(refused, Run::perSecond)).isNaN();
    assertThat(refused.cells()).startsWith("refused: 2 socket errors");
  }

  @Test
  void aPeerWithoutAStoreHasADashForIt() {
    assertThat(runs(1_234).cells()).isEqualTo("1,234 | 1.00 | 2.00 | 3.0 / – / 4.0 |");
  }

  private static Runs runs(double... perSecond) {
    return new Runs(
        Arrays.stream(perSecond).mapToObj(figure -> run(figure, Optional.empty())).toList());
  }

  private static Run run(double perSecond, Optional<String> refusal) {
    return new Run(1, perSecond, 1, 2, 3, Double.NaN, 4, refusal);
  }
}
