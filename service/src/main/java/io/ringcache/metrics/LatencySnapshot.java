package io.ringcache.metrics;

import com.codahale.metrics.Snapshot;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Percentiles of latencies in microseconds, as near as their buckets say: within one they are taken
 * to be spread evenly, and what is beyond the last bound is taken for that. Immutable.
 */
final class LatencySnapshot extends Snapshot {

  private static final long[] BOUNDS = Latencies.boundMicros();

  private final long[] counts;
  private final long total;

  LatencySnapshot(long[] counts) {
    this.counts = counts.clone();
    this.total = Arrays.stream(counts).sum();
  }

  @Override
  public double getValue(double quantile) {
    double rank = quantile * total;
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && below + counts[i] >= rank) {
        return lower(i) + (upper(i) - lower(i)) * Math.max(0, rank - below) / counts[i];
      }
      below += counts[i];
    }
    return 0;
  }

  private static long lower(int bucket) {
    return bucket == 0 ? 0 : BOUNDS[bucket - 1];
  }

  private static long upper(int bucket) {
    return BOUNDS[Math.min(bucket, BOUNDS.length - 1)];
  }

  private static double middle(int bucket) {
    return (lower(bucket) + upper(bucket)) / 2.0;
  }

  /** The values themselves are not kept. */
  @Override
  public long[] getValues() {
    return new long[0];
  }

  @Override
  public int size() {
    return Math.toIntExact(Math.min(total, Integer.MAX_VALUE));
  }

  @Override
  public long getMax() {
    for (int i = counts.length - 1; i >= 0; i--) {
      if (counts[i] > 0) {
        return upper(i);
      }
    }
    return 0;
  }

  @Override
  public long getMin() {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        return lower(i);
      }
    }
    return 0;
  }

  @Override
  public double getMean() {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += middle(i) * counts[i];
    }
    return total == 0 ? 0 : sum / total;
  }

  @Override
  public double getStdDev() {
    double mean = getMean();
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += Math.pow(middle(i) - mean, 2) * counts[i];
    }
    return total < 2 ? 0 : Math.sqrt(sum / (total - 1));
  }

  /** Nothing: see {@link #getValues}. */
  @Override
  public void dump(OutputStream output) {}
}
