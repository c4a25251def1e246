package io.ringcache.perf.profiles;

import io.ringcache.perf.measure.FigureNames;
import io.ringcache.perf.measure.Figures;
import io.ringcache.perf.settings.Load;
import io.ringcache.perf.settings.WrongSetting;
import java.util.OptionalDouble;

/**
 * At how many calls a second latencies are judged: a part of what was measured in this run, or what
 * the settings say instead.
 */
public record Capacity(Figures figures, Load load) {

  public double reads() {
    return rate(FigureNames.READ, load.readRate());
  }

  public double writes() {
    return rate(FigureNames.WRITE, load.writeRate());
  }

  public double mgets() {
    return rate(FigureNames.MGET, load.mgetRate());
  }

  public double msets() {
    return rate(FigureNames.MSET, load.msetRate());
  }

  /** Reads and writes together, where there are {@link Load#readsPerWrite} reads for a write. */
  public double mixed() {
    double reads = load.readsPerWrite() / (load.readsPerWrite() + 1.0);
    return 1 / (reads / reads() + (1 - reads) / writes());
  }

  private double rate(String phase, OptionalDouble given) {
    if (given.isPresent()) {
      return given.getAsDouble();
    }
    double measured = figures.get(FigureNames.perSecond(phase)).orElse(0);
    if (measured == 0) {
      throw new WrongSetting(
          "perf.rate." + phase + ": no capacity was measured in this run; say how many a second");
    }
    return Math.max(1, load.fraction() * measured);
  }
}
