package io.ringcache.perf.objectives;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.group;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.ringcache.perf.measure.Figures;
import io.ringcache.perf.objectives.Objective.Measured;
import io.ringcache.perf.objectives.Objective.OfRequests;
import io.ringcache.perf.profiles.Course;
import io.ringcache.perf.profiles.Injection;
import java.util.List;

/**
 * Objectives as Gatling's assertions. One of a figure that Gatling does not have is a group of its
 * name, which fails if the figure does not meet it. One that is only told asserts what always
 * holds, so that its figure is said.
 */
public final class Verdicts {

  private final List<Objective> objectives;

  public Verdicts(List<Objective> objectives) {
    this.objectives = List.copyOf(objectives);
  }

  /** Those that have an assertion, in its order. */
  public List<Objective> asserted() {
    return objectives.stream()
        .filter(objective -> objective.isJudged() || objective.source() instanceof OfRequests)
        .toList();
  }

  public List<Assertion> assertions() {
    return asserted().stream().map(Verdicts::assertion).toList();
  }

  /** To be the last: holds what was measured against its objectives. */
  public Course stage(Figures figures) {
    List<ChainBuilder> groups =
        asserted().stream()
            .filter(objective -> objective.source() instanceof Measured)
            .map(objective -> verdict(objective, figures))
            .toList();
    return groups.isEmpty()
        ? Course.empty()
        : Course.empty().then(Injection.once("objectives", exec(groups), 1));
  }

  private static ChainBuilder verdict(Objective objective, Figures figures) {
    return group(objective.id())
        .on(exec(session -> isMet(objective, figures) ? session : session.markAsFailed()))
        .exec(Session::markAsSucceeded);
  }

  private static boolean isMet(Objective objective, Figures figures) {
    return objective.source() instanceof Measured measured
        && objective.bound().isMet(figures.get(measured.figure()).orElse(Double.NaN));
  }

  private static Assertion assertion(Objective objective) {
    if (objective.source() instanceof OfRequests requests) {
      return ofRequests(objective, requests);
    }
    return details(objective.id()).failedRequests().count().is(0L);
  }

  private static Assertion ofRequests(Objective objective, OfRequests requests) {
    int limit = (int) objective.bound().limit();
    var path = details(requests.name());
    return switch (requests.statistic()) {
      case FAILED -> path.failedRequests().count().lte((long) limit);
      case P99 -> time(path.responseTime().percentile(99), objective, limit);
      case MAX -> time(path.responseTime().max(), objective, limit);
    };
  }

  private static Assertion time(
      Assertion.WithPathAndTarget<Integer> time, Objective objective, int limit) {
    return objective.isJudged() ? time.lt(limit) : time.gte(0);
  }
}
