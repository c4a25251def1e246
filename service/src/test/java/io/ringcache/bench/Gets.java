package io.ringcache.bench;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Reads entries as fast as it goes, with so many gets under way. */
final class Gets {

  private static final int THREADS = 2;

  private final CacheBackend backend;
  private final CacheKey[] keys;
  private final int underWay;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  Gets(CacheBackend backend, CacheKey[] keys, int underWay) {
    this.backend = backend;
    this.keys = keys;
    this.underWay = underWay;
  }

  /**
   * How many a second.
   *
   * @throws IllegalStateException if one failed or found nothing
   */
  double run(Duration duration) throws InterruptedException {
    done.set(0);
    Semaphore slots = new Semaphore(underWay);
    long begun = System.nanoTime();
    long end = begun + duration.toNanos();
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      threads[i] = new Thread(() -> send(slots, end));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    slots.acquire(underWay);
    double perSecond = done.get() / ((System.nanoTime() - begun) / 1e9);
    if (failed.get() > 0) {
      throw new IllegalStateException(failed + " gets failed on " + backend);
    }
    return perSecond;
  }

  private void send(Semaphore slots, long end) {
    while (System.nanoTime() < end) {
      slots.acquireUninterruptibly();
      backend
          .get(keys[ThreadLocalRandom.current().nextInt(keys.length)])
          .whenComplete(
              (found, failure) -> {
                if (failure != null || found.isEmpty()) {
                  failed.incrementAndGet();
                }
                done.incrementAndGet();
                slots.release();
              });
    }
  }
}
