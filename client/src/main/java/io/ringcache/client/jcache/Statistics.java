package io.ringcache.client.jcache;

import java.util.concurrent.atomic.LongAdder;
import javax.cache.management.CacheStatisticsMXBean;

/** What one cache of this process has done; Ringcache's own figures are those of all. */
final class Statistics implements CacheStatisticsMXBean {

  /** How often, and how long it took. */
  private static final class Timed {
    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void add(long times, long tookNanos) {
      count.add(times);
      nanos.add(tookNanos);
    }

    float averageMicros() {
      long times = count.sum();
      return times == 0 ? 0 : nanos.sum() / 1000f / times;
    }

    void reset() {
      count.reset();
      nanos.reset();
    }
  }

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final Timed gets = new Timed();
  private final Timed puts = new Timed();
  private final Timed removals = new Timed();
  private volatile boolean enabled;

  void enable(boolean on) {
    enabled = on;
  }

  void read(long there, long absent, long beganNanos) {
    if (enabled) {
      hits.add(there);
      misses.add(absent);
      gets.add(there + absent, System.nanoTime() - beganNanos);
    }
  }

  void read(boolean there, long beganNanos) {
    read(there ? 1 : 0, there ? 0 : 1, beganNanos);
  }

  void put(long count, long beganNanos) {
    if (enabled) {
      puts.add(count, System.nanoTime() - beganNanos);
    }
  }

  void removed(long count, long beganNanos) {
    if (enabled) {
      removals.add(count, System.nanoTime() - beganNanos);
    }
  }

  @Override
  public void clear() {
    hits.reset();
    misses.reset();
    gets.reset();
    puts.reset();
    removals.reset();
  }

  @Override
  public long getCacheHits() {
    return hits.sum();
  }

  @Override
  public float getCacheHitPercentage() {
    long all = getCacheGets();
    return all == 0 ? 0 : getCacheHits() * 100f / all;
  }

  @Override
  public long getCacheMisses() {
    return misses.sum();
  }

  @Override
  public float getCacheMissPercentage() {
    long all = getCacheGets();
    return all == 0 ? 0 : getCacheMisses() * 100f / all;
  }

  @Override
  public long getCacheGets() {
    return hits.sum() + misses.sum();
  }

  @Override
  public long getCachePuts() {
    return puts.count.sum();
  }

  @Override
  public long getCacheRemovals() {
    return removals.count.sum();
  }

  /** The nodes evict, and tell Ringcache: {@code stats} of the namespace. */
  @Override
  public long getCacheEvictions() {
    return 0;
  }

  @Override
  public float getAverageGetTime() {
    return gets.averageMicros();
  }

  @Override
  public float getAveragePutTime() {
    return puts.averageMicros();
  }

  @Override
  public float getAverageRemoveTime() {
    return removals.averageMicros();
  }
}
