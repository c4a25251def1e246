package io.ringcache.cache.memory;

import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backend's one thread, a daemon. Each period it removes what has expired and nobody asked for,
 * evicts what is over a quota that was lowered, and drops the segments that nobody needs. It also
 * does the flushes and invalidations, each a step at a time, so that none waits for the end of
 * another.
 */
final class Housekeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);

  private final Segments segments;
  private final LongSupplier now;
  private final NamespaceDirectory namespaces;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, Housekeeper::daemon);

  Housekeeper(Segments segments, LongSupplier now, NamespaceDirectory namespaces) {
    this.segments = segments;
    this.now = now;
    this.namespaces = namespaces;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // ends with the thread; a round catches its own
  void start(Duration period) {
    long micros = TimeUnit.MICROSECONDS.convert(period);
    thread.scheduleWithFixedDelay(this::tidyUp, micros, micros, TimeUnit.MICROSECONDS);
  }

  /** Does a removal in the background, or abandons it when closed. */
  void run(Removal removal) {
    try {
      thread.execute(() -> step(removal));
    } catch (RejectedExecutionException closed) {
      removal.abandon();
    }
  }

  private void step(Removal removal) {
    if (removal.step()) {
      run(removal);
    }
  }

  /** An exception let through would be the last round. */
  private void tidyUp() {
    try {
      segments.namespaces().forEach(namespace -> segments.removeExpired(namespace, now));
      segments
          .namespaces()
          .forEach(namespace -> segments.trim(namespace, namespaces.quota(namespace), now));
      dropUnused();
    } catch (RuntimeException e) {
      LOG.error("Could not tidy up the memory backend, will try again", e);
    }
  }

  private void dropUnused() {
    Set<NamespaceName> registered = Set.copyOf(namespaces.names());
    for (NamespaceName namespace : segments.namespaces()) {
      if (!registered.contains(namespace)) {
        dropIfUnused(namespace);
      }
    }
  }

  /**
   * Asks again under the segment's lock: a namespace registered since, and read before the drop,
   * would lose the count of that read.
   */
  private void dropIfUnused(NamespaceName namespace) {
    segments.dropIf(
        namespace, segment -> segment.isEmpty() && !namespaces.names().contains(namespace));
  }

  /** Steps already queued still run, and are each removal's last: no stage stays open. */
  @Override
  public void close() {
    thread.shutdown();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "memory-backend");
    thread.setDaemon(true);
    return thread;
  }
}
