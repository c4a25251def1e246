package io.ringcache.cache;

import java.util.List;
import java.util.OptionalLong;

/**
 * What is known of a live entry besides its value.
 *
 * @param createdAtMicros see {@link Entry#createdAtMicros}
 * @param lastAccessedMillis when the value was last read, since 1970; empty before its first read
 * @param accessCount how often this value was read
 * @param sizeBytes of the stored value
 * @param ttlMillis see {@link Entry#ttlMillis}
 * @param nodes the addresses of the nodes that keep it
 */
public record EntryInfo(
    long createdAtMicros,
    OptionalLong lastAccessedMillis,
    long accessCount,
    long sizeBytes,
    long ttlMillis,
    Tags tags,
    List<String> nodes) {}
