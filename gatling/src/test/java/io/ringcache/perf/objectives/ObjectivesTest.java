package io.ringcache.perf.objectives;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.perf.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObjectivesTest {

  private static final Map<String, String> DEPLOYMENT =
      Map.of("base.url", "http://10.0.0.1", "nodes", "10.0.0.2:6379");

  private static final Map<String, String> OWN =
      Map.of(
          "base.url", "http://127.0.0.1",
          "metrics.url", "http://127.0.0.1/metrics",
          "nodes", "127.0.0.1:6379",
          "node.processes", "1");

  @Test
  void theCustomersTableIsWhole() {
    var all = all("baseline", OWN);
    assertThat(bounds(all))
        .containsEntry("P-01", "< 5")
        .containsEntry("P-02", "< 10")
        .containsEntry("P-03", "< 20")
        .containsEntry("P-04", "< 30")
        .containsEntry("P-05", "> 50,000")
        .containsEntry("P-06", "> 20,000")
        .containsEntry("P-07", "< 2,000")
        .containsEntry("P-08", "≤ 0")
        .containsEntry("P-09", "< 50")
        .containsEntry("P-10", "< 5,000")
        .containsEntry("hit rate", "> 0.900");
  }

  @Test
  void theSmokeProfileTellsLatenciesAndJudgesTheRest() {
    var all = all("smoke", OWN);
    assertThat(judged(all)).doesNotContain("P-01", "P-02", "P-03", "P-04", "P-09", "P-10", "P-05");
    assertThat(judged(all)).contains("P-07", "P-08", "hit rate", "node loss", "P-01 read");
  }

  @Test
  void onOneMachineThroughputIsJudgedAsKeysAndAsCpu() {
    assertThat(judged(all("baseline", OWN)))
        .contains("P-05 keys", "P-06 keys", "P-05 CPU", "P-06 CPU")
        .doesNotContain("P-05", "P-06");
  }

  @Test
  void againstADeploymentThroughputIsJudgedAsItIs() {
    assertThat(judged(all("capacity", DEPLOYMENT)))
        .contains("P-05", "P-06")
        .doesNotContain("P-05 keys", "P-06 keys", "P-05 CPU");
  }

  @Test
  void noNodeOfOthersIsKilled() {
    assertThat(judged(all("baseline", DEPLOYMENT))).doesNotContain("node loss");
  }

  @Test
  void whatIsOnlyToldSaysWhy() {
    assertThat(all("smoke", OWN).stream().filter(objective -> !objective.isJudged()))
        .isNotEmpty()
        .allSatisfy(objective -> assertThat(objective.onlyTold().orElseThrow()).isNotBlank());
  }

  @Test
  void memoryIsScaledByTheKeys() {
    Objective memory =
        all("smoke", OWN).stream().filter(o -> o.id().equals("P-07")).findFirst().orElseThrow();
    assertThat(memory.what()).contains("scaled");
    assertThat(memory.bound().limit()).isEqualTo(40);
  }

  @Test
  void everyObjectiveHasAnIdOfItsOwn() {
    assertThat(all("baseline", OWN)).extracting(Objective::id).doesNotHaveDuplicates();
    assertThat(objectives("soak", OWN).soak()).extracting(Objective::id).doesNotHaveDuplicates();
  }

  @Test
  void thereIsAnAssertionForWhateverIsJudgedAndForAllOfGatlings() {
    var verdicts = new Verdicts(all("smoke", OWN));
    assertThat(verdicts.assertions()).hasSameSizeAs(verdicts.asserted());
    assertThat(verdicts.asserted()).extracting(Objective::id).contains("P-01", "P-07");
    assertThat(verdicts.asserted()).extracting(Objective::id).doesNotContain("P-05");
  }

  @Test
  void nothingMeasuredMeetsNoBound() {
    assertThat(Stream.of(Bound.below(1), Bound.above(1), Bound.atMost(1)))
        .noneMatch(bound -> bound.isMet(Double.NaN));
  }

  @Test
  void boundsAreAsTheyAreWritten() {
    assertThat(Bound.below(5).isMet(5)).isFalse();
    assertThat(Bound.below(5).isMet(4)).isTrue();
    assertThat(Bound.above(5).isMet(5)).isFalse();
    assertThat(Bound.above(5).isMet(5.1)).isTrue();
    assertThat(Bound.atMost(0).isMet(0)).isTrue();
    assertThat(Bound.atMost(0).isMet(1)).isFalse();
  }

  private static List<Objective> all(String profile, Map<String, String> target) {
    Objectives objectives = objectives(profile, target);
    return Stream.of(objectives.saturation(), objectives.latency()).flatMap(List::stream).toList();
  }

  private static Objectives objectives(String profile, Map<String, String> target) {
    Properties properties = new Properties();
    properties.setProperty("perf.profile", profile);
    target.forEach((name, value) -> properties.setProperty("perf." + name, value));
    return new Objectives(Settings.of(properties));
  }

  private static List<String> judged(List<Objective> all) {
    return all.stream().filter(Objective::isJudged).map(Objective::id).toList();
  }

  private static Map<String, String> bounds(List<Objective> all) {
    return all.stream()
        .collect(Collectors.toMap(Objective::id, objective -> objective.bound().toString()));
  }
}
