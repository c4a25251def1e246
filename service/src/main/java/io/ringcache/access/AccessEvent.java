package io.ringcache.access;

import io.ringcache.cache.NamespaceName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation that was answered. Immutable.
 *
 * @param atMillis when, in milliseconds since the epoch
 * @param keys what it was about: keys, a flush's pattern, or nothing
 * @param hit whether everything asked for was found; null for what is no read, and for a read that
 *     failed
 * @param latencyNanos from the call on the backend to its answer
 */
record AccessEvent(
    long atMillis,
    NamespaceName namespace,
    Operation operation,
    List<String> keys,
    @Nullable Boolean hit,
    long latencyNanos) {}
