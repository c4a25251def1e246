package io.ringcache.perf.objectives;

import java.util.Optional;

/**
 * Something that has to hold.
 *
 * @param id as in the customer's table, or what it is about
 * @param what in words, with what the figure is and at what scale
 * @param unit of the figure; empty for a count
 * @param onlyTold why it is told, but not judged; empty where it is judged
 */
public record Objective(
    String id, String what, Source source, Bound bound, String unit, Optional<String> onlyTold) {

  /** Where its figure comes from. */
  public sealed interface Source {}

  /** From Gatling's statistics of the requests, or the group, of a name. */
  public record OfRequests(String name, Statistic statistic) implements Source {}

  /** Measured by ourselves, under that name. */
  public record Measured(String figure) implements Source {}

  /** Of requests; times in milliseconds. */
  public enum Statistic {
    P99,
    MAX,
    FAILED
  }

  public boolean isJudged() {
    return onlyTold.isEmpty();
  }

  /** The same; told only, if there is a reason. */
  public Objective onlyToldIf(boolean is, String reason) {
    return is && isJudged()
        ? new Objective(id, what, source, bound, unit, Optional.of(reason))
        : this;
  }

  static Objective p99(String id, String what, String name, double below) {
    return new Objective(
        id,
        what + ", p99",
        new OfRequests(name, Statistic.P99),
        Bound.below(below),
        "ms",
        Optional.empty());
  }

  static Objective max(String id, String what, String name, double below) {
    return new Objective(
        id,
        what + ", the longest",
        new OfRequests(name, Statistic.MAX),
        Bound.below(below),
        "ms",
        Optional.empty());
  }

  static Objective noneFails(String id, String what, String name) {
    return new Objective(
        id,
        what + ": failures",
        new OfRequests(name, Statistic.FAILED),
        Bound.atMost(0),
        "",
        Optional.empty());
  }

  static Objective measured(String id, String what, String figure, Bound bound, String unit) {
    return new Objective(id, what, new Measured(figure), bound, unit, Optional.empty());
  }
}
