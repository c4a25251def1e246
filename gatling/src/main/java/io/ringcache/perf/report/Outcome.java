package io.ringcache.perf.report;

import io.ringcache.perf.measure.Figures;
import io.ringcache.perf.objectives.Bound;
import io.ringcache.perf.objectives.Objective;
import io.ringcache.perf.objectives.Objective.Measured;
import io.ringcache.perf.objectives.Verdicts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * An objective and what was measured of it.
 *
 * @param value NaN where nothing was
 */
public record Outcome(Objective objective, double value) {

  /**
   * Of one simulation.
   *
   * @param lines of its assertions, in their order
   * @throws IllegalArgumentException if there are not as many as there should be
   */
  public static List<Outcome> of(
      List<Objective> objectives, List<AssertionLine> lines, Figures figures) {
    int asserted = new Verdicts(objectives).asserted().size();
    if (lines.size() != asserted) {
      throw new IllegalArgumentException(
          asserted + " assertions were made, " + lines.size() + " were judged");
    }
    Iterator<AssertionLine> next = lines.iterator();
    List<Outcome> outcomes = new ArrayList<>();
    for (Objective objective : objectives) {
      if (objective.source() instanceof Measured measured) {
        if (objective.isJudged()) {
          next.next(); // says whether it holds, not the figure
        }
        outcomes.add(new Outcome(objective, figures.get(measured.figure()).orElse(Double.NaN)));
      } else {
        outcomes.add(new Outcome(objective, next.next().value()));
      }
    }
    return outcomes;
  }

  /** Judged, and not met. */
  public boolean isMissed() {
    return objective.isJudged() && !objective.bound().isMet(value);
  }

  /** The figure with its unit. */
  public String measured() {
    return Double.isNaN(value) ? "nothing" : (Bound.number(value) + " " + objective.unit()).strip();
  }

  /** Met, missed, or why it was not judged. */
  public String verdict() {
    return objective
        .onlyTold()
        .map(reason -> "not judged: " + reason)
        .orElse(isMissed() ? "MISSED" : "met");
  }
}
