package io.ringcache.audit;

import java.time.Instant;

/**
 * A place in the log, which is ordered by time and, within one, by id. Immutable.
 *
 * @param id the row's
 */
record AuditPlace(Instant at, long id) {

  /** Before everything of that time and after everything earlier. */
  static AuditPlace startOf(Instant at) {
    return new AuditPlace(at, Long.MIN_VALUE);
  }
}
