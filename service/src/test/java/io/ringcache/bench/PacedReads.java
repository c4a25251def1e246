package io.ringcache.bench;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Reads at a steady pace, whatever the answers do, from construction until {@link #end}. The time
 * of a read is that from when it was due: one that could not be sent in time has waited, too.
 */
final class PacedReads {

  /** Far from what the nodes can do: it is to be seen who else holds a reader up. */
  static final int PER_SECOND = 2_000;

  private static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

  private final CacheBackend backend;
  private final Supplier<CacheKey> keys;
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong underWay = new AtomicLong();
  private final Thread thread = new Thread(this::read, "paced-reads");
  private volatile boolean ended;

  private PacedReads(CacheBackend backend, Supplier<CacheKey> keys) {
    this.backend = backend;
    this.keys = keys;
  }

  static PacedReads start(CacheBackend backend, Supplier<CacheKey> keys) {
    PacedReads reads = new PacedReads(backend, keys);
    reads.thread.start();
    return reads;
  }

  /** What the reads took. */
  record Times(Duration median, Duration p99, Duration worst, long failed) {}

  /** Ends when the last is answered. */
  Times end() throws InterruptedException {
    ended = true;
    thread.join();
    while (underWay.get() > 0) {
      LockSupport.parkNanos(PACE_NANOS);
    }
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Times(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1), failed.get());
  }

  private static Duration at(long[] sorted, double part) {
    return Duration.ofNanos(
        sorted.length == 0 ? 0 : sorted[(int) Math.ceil(part * sorted.length) - 1]);
  }

  private void read() {
    long due = System.nanoTime();
    while (!ended) {
      long begun = due;
      underWay.incrementAndGet();
      backend
          .get(keys.get())
          .whenComplete(
              (found, failure) -> {
                nanos.add(System.nanoTime() - begun);
                if (failure != null || found.isEmpty()) {
                  failed.incrementAndGet();
                }
                underWay.decrementAndGet();
              });
      due += PACE_NANOS;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }
}
