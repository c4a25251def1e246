package io.ringcache.perf.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.perf.measure.Figures;
import io.ringcache.perf.objectives.Bound;
import io.ringcache.perf.objectives.Objective;
import io.ringcache.perf.objectives.Objective.Measured;
import io.ringcache.perf.objectives.Objective.OfRequests;
import io.ringcache.perf.objectives.Objective.Statistic;
import io.ringcache.perf.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ReportTest {

  private static final Objective LATENCY =
      new Objective(
          "P-01",
          "single read",
          new OfRequests("P-01 read", Statistic.P99),
          Bound.below(5),
          "ms",
          Optional.empty());

  private static final Objective TOLD = LATENCY.onlyToldIf(true, "on <shared> cores");

  private static final Objective MEMORY =
      new Objective(
          "P-07",
          "memory of \"Redis\"",
          new Measured("memory"),
          Bound.below(2_000),
          "MB",
          Optional.empty());

  @Test
  void whatGatlingSaysOfAnAssertionIsRead() {
    assertThat(
            AssertionLine.parse(
                "P-01 read: 99th percentile of response time is less than 5.0 : true (actual :"
                    + " 3.0)"))
        .contains(new AssertionLine("P-01 read", true, 3));
    assertThat(
            AssertionLine.parse(
                "P-08: count of failed events is less than or equal to 0.0 : false (actual : 12.0)"))
        .contains(new AssertionLine("P-08", false, 12));
  }

  @Test
  void requestsThatThereWereNoneOfHaveNoFigure() {
    var line =
        AssertionLine.parse(
            "P-01 read: count of failed events is 0.0 : false (Could not find stats matching"
                + " assertion path List(P-01 read))");
    assertThat(line.orElseThrow().value()).isNaN();
    assertThat(line.orElseThrow().holds()).isFalse();
  }

  @Test
  void otherLinesAreNoAssertions() {
    assertThat(AssertionLine.parse("> P-01 read      |  5,473 |  5,473 |         0")).isEmpty();
    assertThat(AssertionLine.parse("Reports generated, please open the following file: x"))
        .isEmpty();
  }

  @Test
  void figuresFindTheirObjectives() {
    Figures figures = new Figures();
    figures.set("memory", 2_100);
    var outcomes =
        Outcome.of(
            List.of(TOLD, MEMORY, LATENCY),
            List.of(
                new AssertionLine("P-01 read", true, 7),
                new AssertionLine("P-07", false, 1),
                new AssertionLine("P-01 read", true, 4)),
            figures);
    assertThat(outcomes).extracting(Outcome::value).containsExactly(7.0, 2_100.0, 4.0);
    assertThat(outcomes).extracting(Outcome::isMissed).containsExactly(false, true, false);
    assertThat(outcomes)
        .extracting(Outcome::verdict)
        .containsExactly("not judged: on <shared> cores", "MISSED", "met");
  }

  @Test
  void whatWasNotMeasuredIsMissed() {
    var outcomes =
        Outcome.of(List.of(MEMORY), List.of(new AssertionLine("P-07", false, 1)), new Figures());
    assertThat(outcomes).allMatch(Outcome::isMissed);
    assertThat(outcomes).extracting(Outcome::measured).containsExactly("nothing");
  }

  @Test
  void aSimulationThatDidNotComeToItsEndIsNoResult() {
    assertThatThrownBy(() -> Outcome.of(List.of(LATENCY), List.of(), new Figures()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 assertions were made, 0 were judged");
  }

  @Test
  void buildServersSeeATestForEachObjective(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("TEST-perf.xml");
    JUnitReport.write(
        file,
        "perf.smoke",
        List.of(new Outcome(LATENCY, 4), new Outcome(MEMORY, 2_100), new Outcome(TOLD, 9)));
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("< 2,000, measured 2,100 MB");
    assertThat(((Element) failure.getParentNode()).getAttribute("name"))
        .isEqualTo("P-07: memory of \"Redis\"");
    Element skipped = (Element) suite.getElementsByTagName("skipped").item(0);
    assertThat(skipped.getAttribute("message"))
        .isEqualTo("not judged: on <shared> cores; < 5, measured 9 ms");
  }

  @Test
  void peopleSeeWhatWasMissedAndOnWhat() {
    String summary =
        Summary.markdown(
            Settings.of(new Properties()),
            Map.of("commit", "abc"),
            List.of(new Outcome(LATENCY, 4), new Outcome(MEMORY, 2_100)),
            new Figures(),
            List.of("latency-1/index.html"));
    assertThat(summary)
        .contains("1 missed.")
        .contains("| P-01 | single read | < 5 | 4 ms | met |")
        .contains("| P-07 | memory of \"Redis\" | < 2,000 | 2,100 MB | MISSED |")
        .contains("| commit | abc |")
        .contains("[latency-1/index.html](latency-1/index.html)");
  }

  @Test
  void aRunKnowsItsCommitAndMachine() throws Exception {
    assertThat(Circumstances.describe(Settings.of(new Properties())))
        .containsKeys("time", "commit", "profile", "target", "nodes", "clients' machine")
        .containsEntry("nodes", "not given");
  }
}
