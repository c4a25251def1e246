package io.ringcache.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Counts what happens, tells the listeners, and has a line in the log for what an application would
 * not notice otherwise. Thread-safe.
 */
final class Meter {

  private static final Logger LOG = System.getLogger(Ringcache.class.getName());
  private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final List<CacheListener> listeners;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder loads = new LongAdder();
  private final LongAdder loadFailures = new LongAdder();
  private final LongAdder fallbacks = new LongAdder();
  private final LongAdder notStored = new LongAdder();
  private final AtomicLong nextLineNanos = new AtomicLong(System.nanoTime());

  Meter(List<CacheListener> listeners) {
    this.listeners = listeners;
  }

  Counts counts() {
    return new Counts(
        hits.sum(),
        misses.sum(),
        loads.sum(),
        loadFailures.sum(),
        fallbacks.sum(),
        notStored.sum());
  }

  void read(String namespace, int there, int absent) {
    if (there > 0) {
      hits.add(there);
      tell(listener -> listener.hit(namespace, there));
    }
    if (absent > 0) {
      misses.add(absent);
      tell(listener -> listener.miss(namespace, absent));
    }
  }

  void loaded(String namespace, int keys, Duration took) {
    loads.increment();
    tell(listener -> listener.loaded(namespace, keys, took));
  }

  void loadFailed(String namespace, int keys, Throwable failure) {
    loadFailures.increment();
    tell(listener -> listener.loadFailed(namespace, keys, failure));
  }

  void fellBack(String namespace, int keys, RingcacheException why) {
    fallbacks.add(keys);
    line("loads without the cache " + namespace, why);
    tell(listener -> listener.fellBack(namespace, keys, why));
  }

  void notStored(String namespace, int keys, RingcacheException why) {
    notStored.add(keys);
    line("could not store what was loaded for " + namespace, why);
    tell(listener -> listener.notStored(namespace, keys, why));
  }

  void breakerChanged(URI baseUrl, BreakerState state) {
    LOG.log(state == BreakerState.OPEN ? Level.WARNING : Level.INFO, "{0}: {1}", baseUrl, state);
    tell(listener -> listener.breakerChanged(baseUrl, state));
  }

  /** One in ten seconds: what goes wrong goes wrong for every call. */
  private void line(String what, RingcacheException why) {
    long now = System.nanoTime();
    long next = nextLineNanos.get();
    if (now - next >= 0 && nextLineNanos.compareAndSet(next, now + LINE_EVERY_NANOS)) {
      LOG.log(Level.WARNING, "{0}: {1}", what, why.getMessage());
    }
  }

  private void tell(Consumer<CacheListener> event) {
    for (CacheListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "a listener failed", e);
      }
    }
  }
}
