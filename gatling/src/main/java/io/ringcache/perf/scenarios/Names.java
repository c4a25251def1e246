package io.ringcache.perf.scenarios;

/** What requests and groups are called in the reports, by which objectives find them. */
public final class Names {

  public static final String SEEDED = count(Namespaces.ENTRIES);
  public static final String SCAN_SEEDED = count(Namespaces.SCAN);
  public static final String READ = "P-01 read";
  public static final String WRITE = "P-02 write";
  public static final String MGET = "P-03 mget";
  public static final String MSET = "P-04 mset";
  public static final String MANY_READS = "P-05 concurrent reads";
  public static final String MANY_MGETS = "P-05 concurrent mgets";
  public static final String MANY_WRITES = "P-06 concurrent writes";
  public static final String MANY_MSETS = "P-06 concurrent msets";
  public static final String MILLION_KEYS = "P-07 keys";
  public static final String CONCURRENT = "P-08 concurrent";
  public static final String LARGE_READ = "P-09 large read";
  public static final String SCAN = "P-10 scan";
  public static final String PAGE = "page";
  public static final String MIX_READ = "mix read";
  public static final String MIX_WRITE = "mix write";
  public static final String ASIDE_READ = "cache-aside read";
  public static final String ASIDE_FILL = "cache-aside fill";
  public static final String FLUSH = "flush";
  public static final String FLUSH_READ = "read during flush";
  public static final String LOSS_OTHERS = "read of the other nodes";
  public static final String LOSS_ITS_OWN = "read of the lost node";
  public static final String SOAK_READ = "soak read";
  public static final String SOAK_WRITE = "soak write";

  private Names() {}

  /** The look whether all that a namespace was seeded with is there. */
  static String count(String namespace) {
    return "count " + namespace;
  }
}
