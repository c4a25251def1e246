package io.ringcache.perf.feeders;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/** Several keys for each user, without end: neighbours, from a number on. */
public final class BatchFeeder implements Iterator<Map<String, Object>> {

  /** Where a session has them: a list of names. */
  public static final String KEYS = "keys";

  private static final long SEED = 20_240_102;

  private final IntSupplier starts;
  private final int keys;
  private final int size;

  private BatchFeeder(IntSupplier starts, int keys, int size) {
    this.starts = starts;
    this.keys = keys;
    this.size = Math.min(size, keys);
  }

  /** From anywhere. */
  public static BatchFeeder anywhere(int keys, int size) {
    SplittableRandom random = new SplittableRandom(SEED);
    return new BatchFeeder(() -> random.nextInt(Math.max(1, keys - size + 1)), keys, size);
  }

  /** All of them in their order, and from the beginning again. */
  public static BatchFeeder inOrder(int keys, int size) {
    int batches = batches(keys, size);
    int[] next = {0};
    return new BatchFeeder(() -> (next[0]++ % batches) * size, keys, size);
  }

  /** How many it takes for all keys. */
  public static int batches(int keys, int size) {
    return (keys + size - 1) / size;
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Map<String, Object> next() {
    int start = starts.getAsInt();
    List<String> names = Keys.names(start, Math.min(keys, start + size));
    return Map.of(KEYS, names);
  }
}
