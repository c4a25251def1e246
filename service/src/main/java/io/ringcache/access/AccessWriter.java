package io.ringcache.access;

import com.codahale.metrics.Counter;
import io.ringcache.database.DatabaseUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that takes events from the queue and writes them, many at a time. While they can
 * not be written it keeps those in hand, and the queue the rest. An event whose write got no answer
 * is written again, and may then be there twice.
 */
final class AccessWriter {

  private static final Logger LOG = LoggerFactory.getLogger(AccessWriter.class);

  /** Large enough for a commit to be cheap, and small enough to be done within its timeout. */
  static final int BATCH = 8_192;

  private static final long RETRY_MILLIS = 200;

  /** The first refusal may have come from a partition that was being made just then. */
  private static final int ATTEMPTS = 2;

  private final AccessQueue queue;
  private final AccessSink sink;
  private final Counter written;
  private final LostEvents lost;
  private final long restNanos;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "access-log");

  AccessWriter(
      AccessQueue queue, AccessSink sink, Counter written, LostEvents lost, Duration longestRest) {
    this.queue = queue;
    this.sink = sink;
    this.written = written;
    this.lost = lost;
    this.restNanos = longestRest.toNanos();
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Writes what is queued, and ends; blocks for the patience at most, after which it is lost. */
  void stop(Duration patience) throws InterruptedException {
    closing.countDown();
    queue.close();
    thread.join(patience.toMillis());
    if (thread.isAlive()) {
      LOG.warn("The access log ends with {} events still to be written, or more", queue.size());
    }
  }

  private void run() {
    while (!queue.isClosed()) {
      queue.rest(restNanos);
      writeQueued();
      lost.tell();
    }
    writeQueued();
    lost.tellNow();
  }

  private void writeQueued() {
    List<AccessEvent> events = new ArrayList<>();
    do {
      events.clear();
      queue.drainTo(events::add, BATCH);
      if (!events.isEmpty()) {
        write(events.stream().map(AccessEntry::of).toList());
      }
    } while (events.size() == BATCH);
  }

  private void write(List<AccessEntry> batch) {
    int refusals = 0;
    do {
      try {
        if (sink.isReachable()) {
          sink.write(batch);
          written.inc(batch.size());
          return;
        }
      } catch (DatabaseUnavailableException e) {
        LOG.debug("A batch of the access log waits", e);
      } catch (RuntimeException e) {
        refusals++;
        if (refusals == ATTEMPTS) {
          LOG.error("The database refuses {} events of the access log", batch.size(), e);
          break;
        }
      }
      lost.tell();
    } while (!isClosingWithin(RETRY_MILLIS));
    lost.add(batch.size());
  }

  private boolean isClosingWithin(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody interrupts it; an interrupt would also close the file of an embedded database.
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
