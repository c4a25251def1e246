package io.ringcache.perf.settings;

/** How much there is; perf.properties has the meanings. */
public record Data(
    int keys,
    int valueBytes,
    int batch,
    int largeBytes,
    int scanKeys,
    int flushKeys,
    int lossKeys,
    double zipfExponent,
    double asideRoom) {

  /** How many of the keys the cache-aside workload's namespace has room for. */
  public int asideKeys() {
    return Math.max(1, (int) (keys * asideRoom));
  }
}
