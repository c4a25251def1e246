package io.ringcache.perf.feeders;

import java.util.Iterator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;

/** A key for each user, without end. Gatling asks each for one at a time. */
public final class KeyFeeder implements Iterator<Map<String, Object>> {

  /** Where a session has it. */
  public static final String KEY = "key";

  private static final long SEED = 20_240_101;

  private final IntSupplier numbers;

  private KeyFeeder(IntSupplier numbers) {
    this.numbers = numbers;
  }

  /** Any of that many, each as often. */
  public static KeyFeeder uniform(int keys) {
    SplittableRandom random = new SplittableRandom(SEED);
    return new KeyFeeder(() -> random.nextInt(keys));
  }

  /** By Zipf's law: number n, from 0, in proportion to 1/(n+1)^exponent. */
  public static KeyFeeder zipf(int keys, double exponent) {
    SplittableRandom random = new SplittableRandom(SEED);
    var sampler = RejectionInversionZipfSampler.of(random::nextLong, keys, exponent);
    return new KeyFeeder(() -> sampler.sample() - 1);
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Map<String, Object> next() {
    return Map.of(KEY, Keys.name(numbers.getAsInt()));
  }
}
