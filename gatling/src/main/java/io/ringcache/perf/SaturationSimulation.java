package io.ringcache.perf;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.ringcache.perf.measure.FigureNames;
import io.ringcache.perf.measure.PhaseMeter;
import io.ringcache.perf.measure.RedisInfo;
import io.ringcache.perf.objectives.Objectives;
import io.ringcache.perf.objectives.Verdicts;
import io.ringcache.perf.profiles.Course;
import io.ringcache.perf.profiles.Injection;
import io.ringcache.perf.scenarios.Entries;
import io.ringcache.perf.scenarios.Names;
import io.ringcache.perf.settings.Load;

/**
 * How much there can be: seeds, warms up, and then has clients ask again as soon as they are
 * answered, with reads, mgets, writes and msets, and reads on a thousand connections.
 */
public final class SaturationSimulation extends Simulation {

  private static final double MEGABYTE = 1e6;

  private final Bench bench = Bench.current();
  private final Load load = bench.settings().load();
  private final Entries entries = new Entries(bench.settings().data());
  private final PhaseMeter meter = new PhaseMeter(bench.figures(), bench.settings().target());
  private final RedisInfo redis = new RedisInfo(bench.settings().target().nodes());

  public SaturationSimulation() {
    Verdicts verdicts = new Verdicts(new Objectives(bench.settings()).saturation());
    int batch = bench.settings().data().batch();
    Course course =
        Entries.make()
            .then(Injection.step("memory before", () -> addMemory(-1)))
            .then(entries.fill())
            .then(Injection.step(Names.MILLION_KEYS, () -> addMemory(1)))
            .then(bench.closed("warm-up", entries.warmUp(), load.batchUsers(), load.warmUp()))
            .then(
                measured(
                    FigureNames.READ,
                    Names.MANY_READS,
                    entries.read(Names.MANY_READS),
                    load.users(),
                    1))
            .then(
                measured(
                    FigureNames.MGET,
                    Names.MANY_MGETS,
                    entries.mget(Names.MANY_MGETS),
                    load.batchUsers(),
                    batch))
            .then(
                measured(
                    FigureNames.WRITE,
                    Names.MANY_WRITES,
                    entries.write(Names.MANY_WRITES),
                    load.users(),
                    1))
            .then(
                measured(
                    FigureNames.MSET,
                    Names.MANY_MSETS,
                    entries.mset(Names.MANY_MSETS),
                    load.batchUsers(),
                    batch))
            .then(
                bench.closed(
                    Names.CONCURRENT,
                    entries.read(Names.CONCURRENT),
                    load.concurrentUsers(),
                    load.phase()))
            .then(verdicts.stage(bench.figures()));
    setUp(course.populations()).protocols(bench.protocol()).assertions(verdicts.assertions());
  }

  private void addMemory(int sign) {
    if (redis.isPossible()) {
      bench.figures().add(FigureNames.MEMORY, sign * redis.usedMemory() / MEGABYTE);
    }
  }

  private Course measured(String phase, String name, ChainBuilder chain, int users, int keysEach) {
    return Course.empty()
        .then(Injection.step(phase + " begins", meter::start))
        .then(bench.closed(name, chain.exec(exec(this::count)), users, load.phase()))
        .then(Injection.step(phase + " ends", () -> meter.stop(phase, keysEach)));
  }

  private Session count(Session session) {
    if (!session.isFailed()) {
      meter.count();
    }
    return session.markAsSucceeded();
  }

  @Override
  public void after() {
    bench.store();
  }
}
