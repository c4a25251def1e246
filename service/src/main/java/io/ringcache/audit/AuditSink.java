package io.ringcache.audit;

import java.util.List;

/** Where events are kept. Thread-safe. */
interface AuditSink {

  /** Whether a write is worth a try now. Does not block. */
  boolean isReachable();

  /**
   * Keeps all of the events, or none; one that is kept already is kept once. Blocks.
   *
   * @return whether they are kept; if not, the sink is gone or slow, and they are to be repeated
   * @throws RuntimeException if there is something in them that is refused however often it comes
   */
  boolean write(List<AuditEvent> events);
}
