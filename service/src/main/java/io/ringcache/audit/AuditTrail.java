package io.ringcache.audit;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.lifecycle.Managed;
import io.ringcache.database.Database;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what, kept in the database: a bounded queue and one thread that writes what is in it.
 * While the database is gone the queue keeps the events; what it can not keep goes to the log, in
 * full, so that nothing is lost in silence. Thread-safe.
 */
public final class AuditTrail implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  /** How many events wait for a database that is gone, of 2,500 characters at most. */
  private static final int CAPACITY = 10_000;

  private static final int MAX_WRITTEN_AT_ONCE = 500;
  private static final long RETRY_MILLIS = 500;
  private static final long STOP_MILLIS = 5_000;

  private final AuditSink sink;
  private final InstantSource clock;
  private final AuditQueue queue;
  private final LongAdder lost = new LongAdder();
  private final Thread writer = new Thread(this::run, "audit-trail");

  AuditTrail(AuditSink sink, InstantSource clock, int capacity) {
    this.sink = sink;
    this.clock = clock;
    this.queue = new AuditQueue(capacity);
    writer.setDaemon(true);
  }

  /**
   * A trail in that database, which writes from its {@link #start} on.
   *
   * @param metrics shows {@link #queued} (an alarm for whatever stays above 0) and {@link #lost}
   *     (an alarm for any change)
   */
  public static AuditTrail of(Database database, InstantSource clock, MetricRegistry metrics) {
    AuditTrail trail = new AuditTrail(new AuditStore(database), clock, CAPACITY);
    metrics.gauge(
        MetricRegistry.name(AuditTrail.class, "queued"), () -> (Gauge<Integer>) trail::queued);
    metrics.gauge(MetricRegistry.name(AuditTrail.class, "lost"), () -> (Gauge<Long>) trail::lost);
    return trail;
  }

  /**
   * Tells of something that was done. Does not block.
   *
   * @param namespace the namespace that it was done to; null for none
   * @param detail for people: what exactly, and what came of it; shortened to 2,000 characters
   * @return completes when it is written, or queued because the database is gone or slow; never
   *     fails. What is chained to it runs on a thread that others wait for
   */
  public CompletionStage<Void> record(
      String actor,
      String requestId,
      AuditAction action,
      @Nullable String namespace,
      String detail) {
    PendingEvent pending =
        PendingEvent.of(
            new AuditEvent(
                UUID.randomUUID(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                actor,
                action,
                namespace,
                detail,
                requestId));
    if (!queue.offer(pending)) {
      lose(pending, "the queue is full");
    } else if (!sink.isReachable()) {
      pending.release();
    }
    return pending.told();
  }

  /** How many events are told but not written. Does not block. */
  public int queued() {
    return queue.size();
  }

  /** How many events are in the log and not in the database. Does not block. */
  public long lost() {
    return lost.sum();
  }

  @Override
  public void start() {
    writer.start();
  }

  /** Writes what is queued, or has it in the log; blocks for some seconds at most. */
  @Override
  public void stop() throws InterruptedException {
    queue.close();
    writer.join(STOP_MILLIS);
    queue.clear().forEach(pending -> lose(pending, "the service ends without its database"));
  }

  private void run() {
    List<PendingEvent> batch = queue.await(MAX_WRITTEN_AT_ONCE);
    while (!batch.isEmpty()) {
      boolean last = queue.isClosed();
      if (!write(batch)) {
        batch.forEach(PendingEvent::release);
        if (last) {
          return;
        }
        queue.pause(RETRY_MILLIS);
      }
      batch = queue.await(MAX_WRITTEN_AT_ONCE);
    }
  }

  /** Whether the events are done with; if not, they are still queued and the database is gone. */
  private boolean write(List<PendingEvent> batch) {
    try {
      if (!sink.write(batch.stream().map(PendingEvent::event).toList())) {
        return false;
      }
      batch.forEach(this::done);
      return true;
    } catch (RuntimeException e) {
      return batch.stream().allMatch(this::writeAlone);
    }
  }

  /** One event that is refused takes none of the others with it. */
  private boolean writeAlone(PendingEvent pending) {
    try {
      if (!sink.write(List.of(pending.event()))) {
        return false;
      }
    } catch (RuntimeException e) {
      lose(pending, "the database refuses it: " + e.getMessage());
    }
    done(pending);
    return true;
  }

  private void done(PendingEvent pending) {
    queue.removeFirst();
    pending.release();
  }

  /** The last resort. */
  private void lose(PendingEvent pending, String why) {
    lost.increment();
    LOG.error("Not in the audit trail, {}: {}", why, pending.event());
    pending.release();
  }
}
