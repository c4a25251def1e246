package io.ringcache.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What came out of a contest: for each who took part, its rounds. */
record Scores(Contest contest, Map<Contestant, Runs> runs) {

  private static final Runs NONE = new Runs(List.of());

  Scores {
    runs = Map.copyOf(runs);
  }

  /** No rounds of one that is missing. */
  Runs of(Contestant contestant) {
    return runs.getOrDefault(contestant, NONE);
  }

  /** Ours to that one's, of each round; not a number where there is none. */
  double ratio(Contestant other, ToDoubleFunction<Run> figure) {
    return isMissing(other) ? Double.NaN : of(contest.ours()).ratio(of(other), figure);
  }

  /** Our median to that one's best round; not a number where there is none. */
  double ratioToBest(Contestant other) {
    return isMissing(other)
        ? Double.NaN
        : of(contest.ours()).median(Run::perSecond) / of(other).best();
  }

  boolean isMissing(Contestant contestant) {
    return of(contestant).all().isEmpty();
  }

  /** A row for each who takes part. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append("### ").append(contest.title()).append("\n\n");
    table.append(
        """
        | server | requests/s | p50 ms | p99 ms | CPU µs per request: server / Redis / wrk | Ringcache to it |
        |---|---|---|---|---|---|
        """);
    for (Contestant contestant : contest.contestants()) {
      table.append("| ").append(contestant.title()).append(" | ").append(cells(contestant));
      table.append('\n');
    }
    return table.append('\n').toString();
  }

  private String cells(Contestant contestant) {
    if (isMissing(contestant)) {
      return "missing: not installed | | | | |";
    }
    double ratio = ratio(contestant, Run::perSecond);
    String text = Double.isNaN(ratio) ? "–" : String.format(Locale.ROOT, "%.2f ×", ratio);
    return of(contestant).cells() + " " + text + " |";
  }
}
