package io.ringcache.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the log. Immutable.
 *
 * @param keyPattern null where there is none that tells of all keys
 * @param hit see {@link AccessEvent#hit}
 * @param latencyMs to the microsecond
 */
record AccessEntry(
    Instant at,
    String namespace,
    @Nullable String keyPattern,
    String operation,
    @Nullable Boolean hit,
    double latencyMs) {

  static AccessEntry of(AccessEvent event) {
    return new AccessEntry(
        Instant.ofEpochMilli(event.atMillis()),
        event.namespace().value(),
        event.operation() == Operation.FLUSH
            ? KeyPattern.asGiven(event.keys())
            : KeyPattern.sharedBy(event.keys()),
        event.operation().name(),
        event.hit(),
        Math.round(event.latencyNanos() / 1e3) / 1e3);
  }
}
