package io.ringcache.perf.measure;

/** What figures are called. */
public final class FigureNames {

  /** Phases whose throughput is measured. */
  public static final String READ = "read";

  public static final String WRITE = "write";
  public static final String MGET = "mget";
  public static final String MSET = "mset";

  /** Of Redis, for the keys that were seeded, in megabytes (10^6). */
  public static final String MEMORY = "redis.megabytes";

  public static final String SOAK_BEFORE = "soak.redis.before";
  public static final String SOAK_GROWTH = "soak.redis.growth";
  public static final String HITS = "aside.hits";
  public static final String MISSES = "aside.misses";
  public static final String HIT_RATE = "aside.hit-rate";

  /** The part of the keys that the lost node had. */
  public static final String LOSS_KEYS = "loss.keys";

  /** Reads since it was lost. */
  public static final String LOSS_UNAVAILABLE = "loss.unavailable";

  public static final String LOSS_FOUND = "loss.found";
  public static final String LOSS_SHARE = "loss.unavailable.share";

  private FigureNames() {}

  public static String perSecond(String phase) {
    return phase + ".per-second";
  }

  public static String keysPerSecond(String phase) {
    return phase + ".keys-per-second";
  }

  /** Microseconds of service and Redis together. */
  public static String cpu(String phase) {
    return phase + ".cpu";
  }
}
