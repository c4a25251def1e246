package io.ringcache.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Requests for keys of which the n-th is asked for in proportion to 1/n: Zipf's law, exponent 1.
 */
final class ZipfTrace {

  private ZipfTrace() {}

  /** The key of each request, from 0; the same for the same arguments. */
  static int[] draw(int requests, int keys, long seed) {
    double[] upTo = new double[keys];
    double sum = 0;
    for (int n = 0; n < keys; n++) {
      sum += 1.0 / (n + 1);
      upTo[n] = sum;
    }
    SplittableRandom random = new SplittableRandom(seed);
    double total = sum;
    return random
        .doubles(requests)
        .mapToInt(part -> Math.min(keys - 1, place(upTo, part * total)))
        .toArray();
  }

  private static int place(double[] upTo, double value) {
    int found = Arrays.binarySearch(upTo, value);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
