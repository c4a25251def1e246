package io.ringcache.bench;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes many entries with a bounded number of them under way. */
final class Load {

  /** How many writes are under way at a time. */
  static final int UNDER_WAY = 512;

  private final CacheBackend backend;
  private final Semaphore slots = new Semaphore(UNDER_WAY);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Load(CacheBackend backend) {
    this.backend = backend;
  }

  /**
   * Writes them, and returns when all are stored.
   *
   * @throws IllegalStateException if one could not be stored
   */
  void write(int entries, IntFunction<CacheKey> key, NewEntry entry) {
    for (int i = 0; i < entries && failure.get() == null; i++) {
      slots.acquireUninterruptibly();
      backend
          .put(key.apply(i), entry, Precondition.NONE)
          .whenComplete(
              (result, thrown) -> {
                if (thrown != null) {
                  failure.compareAndSet(null, thrown);
                }
                slots.release();
              });
    }
    slots.acquireUninterruptibly(UNDER_WAY);
    slots.release(UNDER_WAY);
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new IllegalStateException("an entry was not stored", thrown);
    }
  }
}
