package io.ringcache.bench.load;

import java.util.Arrays;

/** How long each of many answers took, all of them kept: percentiles are exact. */
public final class Latencies {

  private final long[] sortedNanos;

  Latencies(long[] nanos) {
    this.sortedNanos = nanos.clone();
    Arrays.sort(sortedNanos);
  }

  public int count() {
    return sortedNanos.length;
  }

  /**
   * The least that so many percent of the answers did not exceed, in milliseconds; not a number
   * where there is none.
   */
  public double percentileMillis(double percent) {
    if (sortedNanos.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(percent / 100 * sortedNanos.length);
    return sortedNanos[Math.max(rank, 1) - 1] / 1e6;
  }
}
