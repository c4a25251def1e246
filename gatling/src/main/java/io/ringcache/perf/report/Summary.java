package io.ringcache.perf.report;

import io.ringcache.perf.measure.FigureNames;
import io.ringcache.perf.measure.Figures;
import io.ringcache.perf.objectives.Bound;
import io.ringcache.perf.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What came out, for people: a page of Markdown. */
public final class Summary {

  private Summary() {}

  /**
   * Of a run.
   *
   * @param circumstances what it was measured on, by name
   * @param reports Gatling's pages, as links from here
   */
  public static String markdown(
      Settings settings,
      Map<String, String> circumstances,
      List<Outcome> outcomes,
      Figures figures,
      List<String> reports) {
    List<String> lines = new ArrayList<>();
    long missed = outcomes.stream().filter(Outcome::isMissed).count();
    lines.add("# Performance: " + settings.profile().spelling());
    lines.add("");
    lines.add(missed == 0 ? "Every objective that was judged is met." : missed + " missed.");
    lines.add("");
    lines.add("| objective | | target | measured | |");
    lines.add("|---|---|---|---|---|");
    outcomes.forEach(outcome -> lines.add(row(outcome)));
    lines.add("");
    lines.addAll(notes(settings, figures));
    lines.add("");
    lines.add("| measured on | |");
    lines.add("|---|---|");
    circumstances.forEach((name, value) -> lines.add("| " + name + " | " + value + " |"));
    lines.add("");
    lines.add("All settings: [settings.properties](settings.properties). Reports of Gatling:");
    lines.add("");
    reports.forEach(report -> lines.add("- [" + report + "](" + report + ")"));
    lines.add("");
    return String.join("\n", lines);
  }

  private static String row(Outcome outcome) {
    return String.format(
        "| %s | %s | %s | %s | %s |",
        outcome.objective().id(),
        outcome.objective().what(),
        outcome.objective().bound(),
        outcome.measured(),
        outcome.verdict());
  }

  private static List<String> notes(Settings settings, Figures figures) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Measured in the closed model: "
            + rate(figures, FigureNames.READ, "reads")
            + rate(figures, FigureNames.WRITE, "writes")
            + rate(figures, FigureNames.MGET, "mgets")
            + rate(figures, FigureNames.MSET, "msets")
            + "a second. Latencies are of the open model, at "
            + Bound.number(settings.load().fraction())
            + " of that, unless the settings have a rate.");
    if (settings.target().isOwn()) {
      notes.add(
          "Service, Redis and clients share this machine: throughput and latencies are those of all"
              + " together, and P-05 and P-06 are judged as keys per second through mget and mset,"
              + " and as CPU per request.");
    } else {
      notes.add("No node was killed: that is done only to nodes that were started for it.");
    }
    figures
        .get(FigureNames.LOSS_SHARE)
        .ifPresent(
            share ->
                notes.add(
                    String.format(
                        "The node that was killed had %s of the keys; %s of the reads since then"
                            + " were answered 503.",
                        Bound.number(figures.get(FigureNames.LOSS_KEYS).orElse(Double.NaN)),
                        Bound.number(share))));
    return notes.stream().flatMap(note -> List.of(note, "").stream()).toList();
  }

  private static String rate(Figures figures, String phase, String what) {
    return Bound.number(figures.get(FigureNames.perSecond(phase)).orElse(Double.NaN))
        + " "
        + what
        + ", ";
  }
}
