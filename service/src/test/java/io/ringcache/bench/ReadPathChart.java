package io.ringcache.bench;

import io.ringcache.bench.svg.Bar;
import io.ringcache.bench.svg.BarChart;
import java.util.ArrayList;
import java.util.List;

/** The chart of a few contests: how many requests, and at what cost. */
record ReadPathChart(List<Scores> scores) {

  String svg() {
    List<BarChart.Group> groups = new ArrayList<>();
    for (Scores score : scores) {
      groups.add(new BarChart.Group(plain(score.contest().title()), bars(score)));
    }
    return new BarChart("requests per second", "CPU µs of the server per request", groups).svg();
  }

  private static List<Bar> bars(Scores score) {
    return score.contest().contestants().stream()
        .filter(contestant -> !score.isMissing(contestant))
        .map(
            contestant ->
                new Bar(
                    contestant.title(),
                    contestant == score.contest().ours(),
                    score.of(contestant).median(Run::perSecond),
                    score.of(contestant).median(Run::server)))
        .toList();
  }

  /** Without the marks of Markdown. */
  private static String plain(String title) {
    return title.replace("`", "");
  }
}
