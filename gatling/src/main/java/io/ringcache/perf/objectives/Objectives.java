package io.ringcache.perf.objectives;

import static io.ringcache.perf.objectives.Objective.max;
import static io.ringcache.perf.objectives.Objective.measured;
import static io.ringcache.perf.objectives.Objective.noneFails;
import static io.ringcache.perf.objectives.Objective.p99;

import io.ringcache.perf.measure.FigureNames;
import io.ringcache.perf.scenarios.Names;
import io.ringcache.perf.settings.Profile;
import io.ringcache.perf.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The customer's table, and what is asked beyond it; what of it is judged, the settings say. */
public final class Objectives {

  static final double READS_PER_SECOND = 50_000;
  static final double WRITES_PER_SECOND = 20_000;

  private static final double MILLION = 1e6;
  private static final double MILLION_KEYS_BYTES = 2e9;
  private static final double HIT_RATE = 0.9;

  private static final String SHARED = "judge.latencies=false";
  private static final String BRIEF = "judge.throughput=false";
  private static final String NOT_A_DEPLOYMENT =
      "judged in the profile capacity, against a deployment of its own";
  private static final String CORES_OF_ITS_OWN =
      "judged where service and clients share this machine; there see requests per second";

  private final Settings settings;

  public Objectives(Settings settings) {
    this.settings = settings;
  }

  /** Of the closed model: how much there can be. */
  public List<Objective> saturation() {
    List<Objective> all = new ArrayList<>();
    all.addAll(throughput("P-05", "reads", FigureNames.READ, FigureNames.MGET, READS_PER_SECOND));
    all.add(
        cores("P-05", "reads", FigureNames.READ, READS_PER_SECOND, settings.judging().readCores()));
    all.addAll(
        throughput("P-06", "writes", FigureNames.WRITE, FigureNames.MSET, WRITES_PER_SECOND));
    all.add(
        cores(
            "P-06",
            "writes",
            FigureNames.WRITE,
            WRITES_PER_SECOND,
            settings.judging().writeCores()));
    all.add(memory());
    all.add(
        noneFails(
            "P-08",
            settings.load().concurrentUsers() + " concurrent, each with a connection",
            Names.CONCURRENT));
    for (String name :
        List.of(
            Names.SEEDED,
            Names.MANY_READS,
            Names.MANY_MGETS,
            Names.MANY_WRITES,
            Names.MANY_MSETS)) {
      all.add(noneFails(name, name, name));
    }
    return List.copyOf(all);
  }

  private List<Objective> throughput(
      String id, String what, String single, String many, double target) {
    boolean asDeployment = settings.profile() == Profile.CAPACITY && !settings.target().isOwn();
    return List.of(
        measured(
                id,
                "concurrent " + what + ", requests per second",
                FigureNames.perSecond(single),
                Bound.above(target),
                "/s")
            .onlyToldIf(!settings.judging().throughput(), BRIEF)
            .onlyToldIf(!asDeployment, NOT_A_DEPLOYMENT),
        measured(
                id + " keys",
                "concurrent " + what + " as keys per second through " + many,
                FigureNames.keysPerSecond(many),
                Bound.above(target),
                "/s")
            .onlyToldIf(!settings.judging().throughput(), BRIEF)
            .onlyToldIf(asDeployment, CORES_OF_ITS_OWN));
  }

  private Objective cores(String id, String what, String phase, double perSecond, double cores) {
    boolean known =
        settings.target().metricsUrl().isPresent() && !settings.target().nodes().isEmpty();
    return measured(
            id + " CPU",
            String.format(
                Locale.ROOT,
                "CPU per request of service and Redis; %,.0f %s a second fit into %s cores",
                perSecond,
                what,
                Bound.number(cores)),
            FigureNames.cpu(phase),
            Bound.atMost(cores * MILLION / perSecond),
            "µs")
        .onlyToldIf(!settings.judging().throughput(), BRIEF)
        .onlyToldIf(!known, "metrics.url or nodes are not given");
  }

  private Objective memory() {
    int keys = settings.data().keys();
    return measured(
            "P-07",
            String.format(
                Locale.ROOT,
                "memory of Redis for %,d keys of %,d bytes%s",
                keys,
                settings.data().valueBytes(),
                keys == MILLION ? "" : "; the limit is that of a million, scaled"),
            FigureNames.MEMORY,
            Bound.below(MILLION_KEYS_BYTES * keys / MILLION / MILLION),
            "MB")
        .onlyToldIf(settings.target().nodes().isEmpty(), "nodes are not given");
  }

  /** Of the open model: how long it takes, at a part of that. */
  public List<Objective> latency() {
    List<Objective> all = new ArrayList<>();
    all.add(p99("P-01", "single read", Names.READ, 5));
    all.add(p99("P-02", "single write", Names.WRITE, 10));
    all.add(p99("P-03", "mget of " + settings.data().batch(), Names.MGET, 20));
    all.add(p99("P-04", "mset of " + settings.data().batch(), Names.MSET, 30));
    all.add(
        p99(
            "P-09",
            String.format(Locale.ROOT, "read of %,d bytes", settings.data().largeBytes()),
            Names.LARGE_READ,
            50));
    all.add(
        max(
            "P-10",
            String.format(
                Locale.ROOT,
                "scan of %,d keys by a pattern, to its last page",
                settings.data().scanKeys()),
            Names.SCAN,
            5_000));
    all.add(p99("flush p99", "read while a namespace is flushed", Names.FLUSH_READ, 5));
    all.replaceAll(objective -> objective.onlyToldIf(!settings.judging().latencies(), SHARED));
    all.addAll(flawless(Names.READ, Names.WRITE, Names.MGET, Names.MSET, Names.LARGE_READ));
    all.addAll(
        flawless(Names.SCAN_SEEDED, Names.SCAN, Names.MIX_READ, Names.MIX_WRITE, Names.ASIDE_READ));
    all.addAll(flawless(Names.FLUSH, Names.FLUSH_READ));
    all.add(hitRate());
    if (settings.target().isOwn()) {
      all.addAll(flawless(Names.LOSS_OTHERS, Names.LOSS_ITS_OWN));
      all.add(
          measured(
              "node loss",
              "reads answered 503 after it, above none; other nodes' keys never are",
              FigureNames.LOSS_UNAVAILABLE,
              Bound.above(0),
              ""));
    }
    return List.copyOf(all);
  }

  /** Of hours of mixed load. */
  public List<Objective> soak() {
    List<Objective> all = new ArrayList<>();
    all.add(p99("soak read p99", "single read in a mix", Names.SOAK_READ, 5));
    all.add(p99("soak write p99", "single write in a mix", Names.SOAK_WRITE, 10));
    all.replaceAll(objective -> objective.onlyToldIf(!settings.judging().latencies(), SHARED));
    all.addAll(flawless(Names.SOAK_READ, Names.SOAK_WRITE, Names.ASIDE_READ));
    all.add(hitRate());
    all.add(
        measured(
                "soak memory",
                "memory of Redis at the end, over that at the beginning",
                FigureNames.SOAK_GROWTH,
                Bound.below(1.1),
                "×")
            .onlyToldIf(settings.target().nodes().isEmpty(), "nodes are not given"));
    return List.copyOf(all);
  }

  private static List<Objective> flawless(String... names) {
    return List.of(names).stream().map(name -> noneFails(name, name, name)).toList();
  }

  private static Objective hitRate() {
    return measured(
        "hit rate",
        "cache-aside, keys by Zipf's law: hits of all reads",
        FigureNames.HIT_RATE,
        Bound.above(HIT_RATE),
        "");
  }
}
