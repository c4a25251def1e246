package io.ringcache.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.MDC;

/**
 * Has requests in the log that failed for one kind of reason: the first, and then one every ten
 * seconds, with how many there were besides. A defect that every request meets is not to fill the
 * disk as well. Thread-safe.
 */
final class FailureLog {

  /** The request's id, as structured logs have it. */
  static final String REQUEST_ID = "request_id";

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Logger log;
  private final LongSupplier nanoTime;
  private final AtomicLong dueNanos;
  private final LongAdder untold = new LongAdder();

  /**
   * A log with nothing told yet.
   *
   * @param nanoTime as {@code System.nanoTime}
   */
  FailureLog(Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
    this.dueNanos = new AtomicLong(nanoTime.getAsLong());
  }

  /**
   * Tells of it, or counts it for the next time.
   *
   * @param why for people; empty for none
   * @param trace shown with its stack; null for none
   */
  void tell(String requestId, String why, @Nullable Throwable trace) {
    long now = nanoTime.getAsLong();
    long due = dueNanos.get();
    if (now - due < 0 || !dueNanos.compareAndSet(due, now + PAUSE_NANOS)) {
      untold.increment();
      return;
    }
    long others = untold.sumThenReset();
    String besides = others == 0 ? "" : " (and " + others + " more since the last such line)";
    MDC.put(REQUEST_ID, requestId);
    try {
      log.error("Request {} failed{}{}", requestId, why, besides, trace);
    } finally {
      MDC.remove(REQUEST_ID);
    }
  }
}
