package io.ringcache.namespace;

import org.jspecify.annotations.Nullable;

/**
 * A namespace that this process serves before the database has it. Immutable.
 *
 * @param cause the cache call that made it; null for one of the configuration's list
 */
record Unwritten(Namespace namespace, @Nullable Cause cause) {

  /** Who made a call, and which, as the audit trail tells it. */
  record Cause(String actor, String requestId) {}
}
