package io.ringcache.bench;

import io.ringcache.bench.load.Wrk;
import io.ringcache.bench.peer.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What the rounds of one measurement gave, in their order. */
record Runs(List<Run> all) {

  Runs {
    all = List.copyOf(all);
  }

  /** One after the other. */
  static Runs of(Wrk wrk, Peer peer, Run.Load load, Pace pace) throws IOException {
    Run.check(peer, load);
    List<Run> all = new ArrayList<>();
    for (int i = 0; i < pace.rounds(); i++) {
      all.add(Run.of(wrk, peer, load, pace.run()));
    }
    return new Runs(all);
  }

  /** Why its figures say nothing; empty where they do. */
  Optional<String> refusal() {
    return all.stream().flatMap(run -> run.refusal().stream()).findFirst();
  }

  /** Not a number where it is refused. */
  double median(ToDoubleFunction<Run> figure) {
    return refusal().isPresent() ? Double.NaN : median(all.stream().mapToDouble(figure));
  }

  /** The median of the ratios of each round; not a number where one of them is refused. */
  double ratio(Runs other, ToDoubleFunction<Run> figure) {
    if (refusal().isPresent() || other.refusal().isPresent()) {
      return Double.NaN;
    }
    return median(
        IntStream.range(0, all.size())
            .mapToDouble(
                i -> figure.applyAsDouble(all.get(i)) / figure.applyAsDouble(other.all().get(i))));
  }

  /** Of the round that it did best in; not a number where it is refused. */
  double best() {
    return refusal().isPresent()
        ? Double.NaN
        : all.stream().mapToDouble(Run::perSecond).max().orElse(Double.NaN);
  }

  /** The cells: requests/s, p50, p99, CPU of server, store and generator; or why there are none. */
  String cells() {
    return refusal()
        .map(why -> "refused: " + why + " | | | |")
        .orElseGet(
            () ->
                String.format(
                    Locale.ROOT,
                    "%,.0f | %.2f | %.2f | %s / %s / %s |",
                    median(Run::perSecond),
                    median(Run::p50Millis),
                    median(Run::p99Millis),
                    micros(median(Run::server)),
                    micros(median(Run::store)),
                    micros(median(Run::generator))));
  }

  private static String micros(double micros) {
    return Double.isNaN(micros) ? "–" : String.format(Locale.ROOT, "%.1f", micros);
  }

  /** The upper one of the two in the middle where their number is even. */
  static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
