package io.ringcache.perf.scenarios;

/** The namespaces that runs fill; all begin with {@code perf}, and belong to nobody else. */
final class Namespaces {

  /** Keys that are always there. */
  static final String ENTRIES = "perf";

  /** One that has no room for all. */
  static final String ASIDE = "perf-aside";

  static final String LARGE = "perf-large";
  static final String SCAN = "perf-scan";
  static final String FLUSH = "perf-flush";

  private Namespaces() {}
}
