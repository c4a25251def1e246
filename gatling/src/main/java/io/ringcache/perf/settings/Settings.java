package io.ringcache.perf.settings;

import java.util.Map;
import java.util.Properties;

/** All settings of a run, checked. */
public record Settings(Profile profile, Target target, Data data, Load load, Judging judging) {

  private static final int MANY = 100_000_000;
  private static final int MAX_BATCH = 1_000;
  private static final int MAX_USERS = 100_000;
  private static final double MAX_RATE = 10_000_000;
  private static final double MAX_CORES = 10_000;

  /** Those of this JVM. */
  public static Settings current() {
    return of(SettingsSource.read(System.getProperties()));
  }

  /** As {@link #current}, by other properties than the system's. */
  public static Settings of(Properties system) {
    return of(SettingsSource.read(system));
  }

  /**
   * By name, one value each.
   *
   * @throws WrongSetting if one is wrong
   */
  public static Settings of(Map<String, String> values) {
    Entries entries = new Entries(values);
    return new Settings(
        Profile.of(entries.text("profile")),
        target(entries),
        data(entries),
        load(entries),
        new Judging(
            entries.flag("judge.latencies"),
            entries.flag("judge.throughput"),
            entries.number("read.cores", 0, MAX_CORES),
            entries.number("write.cores", 0, MAX_CORES)));
  }

  private static Target target(Entries entries) {
    return new Target(
        entries.url("base.url"),
        entries.url("metrics.url"),
        entries.list("nodes"),
        entries.list("node.processes").stream().map(Long::valueOf).toList());
  }

  private static Data data(Entries entries) {
    return new Data(
        entries.integer("keys", 1_000, MANY),
        entries.integer("value.bytes", 16, 1 << 19),
        entries.integer("batch", 1, MAX_BATCH),
        entries.integer("large.bytes", 16, 1 << 30),
        entries.integer("scan.keys", 1_000, MANY),
        entries.integer("flush.keys", 1_000, MANY),
        entries.integer("loss.keys", 10, MAX_USERS),
        entries.number("zipf.exponent", 0, 10),
        entries.number("aside.room", 0, 1));
  }

  private static Load load(Entries entries) {
    return new Load(
        entries.duration("phase"),
        entries.duration("warm.up"),
        entries.duration("soak"),
        entries.integer("users", 1, MAX_USERS),
        entries.integer("batch.users", 1, MAX_USERS),
        entries.integer("concurrent.users", 1, MAX_USERS),
        entries.number("fraction", 0, 1),
        entries.integer("reads.per.write", 1, 1_000),
        entries.number("large.rate", 0, MAX_RATE),
        entries.optionalNumber("rate.read", 0, MAX_RATE),
        entries.optionalNumber("rate.write", 0, MAX_RATE),
        entries.optionalNumber("rate.mget", 0, MAX_RATE),
        entries.optionalNumber("rate.mset", 0, MAX_RATE));
  }
}
