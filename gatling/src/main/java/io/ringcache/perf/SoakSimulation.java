package io.ringcache.perf;

import io.gatling.javaapi.core.Simulation;
import io.ringcache.perf.measure.FigureNames;
import io.ringcache.perf.measure.Figures;
import io.ringcache.perf.measure.RedisInfo;
import io.ringcache.perf.objectives.Objectives;
import io.ringcache.perf.objectives.Verdicts;
import io.ringcache.perf.profiles.Capacity;
import io.ringcache.perf.profiles.Course;
import io.ringcache.perf.profiles.Injection;
import io.ringcache.perf.scenarios.CacheAside;
import io.ringcache.perf.scenarios.Entries;
import io.ringcache.perf.scenarios.Names;
import io.ringcache.perf.settings.Load;
import io.ringcache.perf.settings.Settings;

/**
 * Mixed load for hours, in the open model: reads and writes of keys that are there, and beside it
 * cache-aside, each with half of what latencies are judged at. Nothing may fail, nor Redis grow.
 */
public final class SoakSimulation extends Simulation {

  private final Bench bench = Bench.current();
  private final RedisInfo redis = new RedisInfo(bench.settings().target().nodes());

  public SoakSimulation() {
    Settings settings = bench.settings();
    Load load = settings.load();
    double rate = Math.max(1, new Capacity(bench.figures(), load).mixed() / 2);
    Entries entries = new Entries(settings.data());
    CacheAside aside = new CacheAside(settings.data(), bench.figures());
    Verdicts verdicts = new Verdicts(new Objectives(settings).soak());
    Course course =
        aside
            .seed()
            .then(
                Injection.open(
                    "warm-up",
                    entries.mix("warm-up", "warm-up", load.readsPerWrite()),
                    rate,
                    load.warmUp()))
            .then(Injection.step("memory at the beginning", this::begin))
            .then(
                Injection.open(
                    "soak",
                    entries.mix(Names.SOAK_READ, Names.SOAK_WRITE, load.readsPerWrite()),
                    rate,
                    load.soak()),
                Injection.open("cache-aside", aside.requests(), rate, load.soak()))
            .then(Injection.step("memory at the end", this::end))
            .then(verdicts.stage(bench.figures()));
    setUp(course.populations()).protocols(bench.protocol()).assertions(verdicts.assertions());
  }

  private void begin() {
    if (redis.isPossible()) {
      bench.figures().set(FigureNames.SOAK_BEFORE, redis.usedMemory());
    }
  }

  private void end() {
    Figures figures = bench.figures();
    figures.set(FigureNames.HIT_RATE, figures.part(FigureNames.HITS, FigureNames.MISSES));
    if (redis.isPossible()) {
      double before = figures.get(FigureNames.SOAK_BEFORE).orElse(Double.NaN);
      figures.set(FigureNames.SOAK_GROWTH, redis.usedMemory() / before);
    }
  }

  @Override
  public void after() {
    bench.store();
  }
}
