package io.ringcache.perf;

import io.gatling.javaapi.core.Simulation;
import io.ringcache.perf.measure.FigureNames;
import io.ringcache.perf.measure.Figures;
import io.ringcache.perf.objectives.Objectives;
import io.ringcache.perf.objectives.Verdicts;
import io.ringcache.perf.profiles.Capacity;
import io.ringcache.perf.profiles.Course;
import io.ringcache.perf.profiles.Injection;
import io.ringcache.perf.scenarios.CacheAside;
import io.ringcache.perf.scenarios.Entries;
import io.ringcache.perf.scenarios.FlushUnderLoad;
import io.ringcache.perf.scenarios.LargeReads;
import io.ringcache.perf.scenarios.Names;
import io.ringcache.perf.scenarios.NodeLoss;
import io.ringcache.perf.scenarios.PatternScan;
import io.ringcache.perf.settings.Data;
import io.ringcache.perf.settings.Load;
import io.ringcache.perf.settings.Settings;
import java.time.Duration;

/**
 * How long it takes: in the open model, at a part of the capacity that was measured before. Its
 * keys are those that {@link SaturationSimulation} has left. The loss of a node comes last.
 */
public final class LatencySimulation extends Simulation {

  private final Bench bench = Bench.current();
  private final Settings settings = bench.settings();
  private final Data data = settings.data();
  private final Load load = settings.load();
  private final Capacity capacity = new Capacity(bench.figures(), load);
  private final Entries entries = new Entries(data);

  public LatencySimulation() {
    Verdicts verdicts = new Verdicts(new Objectives(settings).latency());
    Course course =
        seededAndWarm()
            .then(single())
            .then(large())
            .then(mixed())
            .then(flushed())
            .then(settings.target().isOwn() ? lost() : Course.empty())
            .then(verdicts.stage(bench.figures()));
    setUp(course.populations()).protocols(bench.protocol()).assertions(verdicts.assertions());
  }

  private Course seededAndWarm() {
    return new LargeReads(data)
        .seed()
        .then(new PatternScan(data).seed())
        .then(new CacheAside(data, new Figures()).seed())
        .then(new FlushUnderLoad(data).seed())
        .then(warmUp());
  }

  /** Half of it as often as the reads that are judged first: rarely asked, clients stay cold. */
  private Course warmUp() {
    Duration half = load.warmUp().dividedBy(2);
    return Course.empty()
        .then(Injection.open("warm-up", entries.warmUp(), Math.max(1, capacity.msets() / 2), half))
        .then(Injection.open("warm-up reads", entries.read("warm-up"), capacity.reads(), half));
  }

  private Course single() {
    Duration phase = load.phase();
    return Course.empty()
        .then(Injection.open(Names.READ, entries.read(Names.READ), capacity.reads(), phase))
        .then(Injection.open(Names.WRITE, entries.write(Names.WRITE), capacity.writes(), phase))
        .then(Injection.open(Names.MGET, entries.mget(Names.MGET), capacity.mgets(), phase))
        .then(Injection.open(Names.MSET, entries.mset(Names.MSET), capacity.msets(), phase));
  }

  private Course large() {
    return Course.empty()
        .then(
            Injection.open(
                Names.LARGE_READ, new LargeReads(data).read(), load.largeRate(), load.phase()))
        .then(Injection.once(Names.SCAN, new PatternScan(data).scan(), 1));
  }

  private Course mixed() {
    return Course.empty()
        .then(
            Injection.open(
                "mix",
                entries.mix(Names.MIX_READ, Names.MIX_WRITE, load.readsPerWrite()),
                capacity.mixed(),
                load.phase()))
        .then(
            Injection.open(
                "cache-aside",
                new CacheAside(data, bench.figures()).requests(),
                capacity.mixed(),
                load.phase()))
        .then(Injection.step("hit rate", this::hitRate));
  }

  private Course flushed() {
    return Course.empty()
        .then(
            Injection.open(
                Names.FLUSH_READ, entries.read(Names.FLUSH_READ), capacity.reads(), load.phase()),
            Injection.once(Names.FLUSH, new FlushUnderLoad(data).flush(), 1));
  }

  private Course lost() {
    NodeLoss loss = new NodeLoss(settings, bench.figures());
    return Course.empty()
        .then(Injection.once("where keys are", loss.lookAround(), 1))
        .then(
            Injection.open("node loss", loss.read(), capacity.reads(), load.phase()),
            Injection.once("kill", loss.kill(load.phase().dividedBy(3)), 1))
        .then(Injection.step("share of the lost node", this::lossShare));
  }

  private void hitRate() {
    Figures figures = bench.figures();
    figures.set(FigureNames.HIT_RATE, figures.part(FigureNames.HITS, FigureNames.MISSES));
  }

  private void lossShare() {
    Figures figures = bench.figures();
    figures.set(
        FigureNames.LOSS_SHARE, figures.part(FigureNames.LOSS_UNAVAILABLE, FigureNames.LOSS_FOUND));
  }

  @Override
  public void after() {
    bench.store();
  }
}
