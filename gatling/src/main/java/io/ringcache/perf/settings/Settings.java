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
    NamedValues named = new NamedValues(values);
    return new Settings(
        Profile.of(named.text("profile")),
        target(named),
        data(named),
        load(named),
        new Judging(
            named.flag("judge.latencies"),
            named.flag("judge.throughput"),
            named.number("read.cores", 0, MAX_CORES),
            named.number("write.cores", 0, MAX_CORES)));
  }

  private static Target target(NamedValues named) {
    return new Target(
        named.url("base.url"),
        named.url("metrics.url"),
        named.list("nodes"),
        named.processIds("node.processes"));
  }

  private static Data data(NamedValues named) {
    return new Data(
        named.integer("keys", 1_000, MANY),
        named.integer("value.bytes", 16, 1 << 19),
        named.integer("batch", 1, MAX_BATCH),
        named.integer("large.bytes", 16, 1 << 30),
        named.integer("scan.keys", 1_000, MANY),
        named.integer("flush.keys", 1_000, MANY),
        named.integer("loss.keys", 10, MAX_USERS),
        named.number("zipf.exponent", 0, 10),
        named.number("aside.room", 0, 1));
  }

  private static Load load(NamedValues named) {
    return new Load(
        named.duration("phase"),
        named.duration("warm.up"),
        named.duration("soak"),
        named.integer("users", 1, MAX_USERS),
        named.integer("batch.users", 1, MAX_USERS),
        named.integer("concurrent.users", 1, MAX_USERS),
        named.number("fraction", 0, 1),
        named.integer("reads.per.write", 1, 1_000),
        named.number("large.rate", 0, MAX_RATE),
        named.optionalNumber("rate.read", 0, MAX_RATE),
        named.optionalNumber("rate.write", 0, MAX_RATE),
        named.optionalNumber("rate.mget", 0, MAX_RATE),
        named.optionalNumber("rate.mset", 0, MAX_RATE));
  }
}
