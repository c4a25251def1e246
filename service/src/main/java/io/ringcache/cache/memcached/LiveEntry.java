package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Tags;

/**
 * An entry that a walk has met alive. Immutable.
 *
 * @param cas of the item that was met
 * @param bytes of key and JSON
 * @param lastAccessMillis by the node, which is slow to notice: to the second, and not of every
 *     read
 * @param expiresAtMillis to two seconds, {@code Long.MAX_VALUE} for never
 */
record LiveEntry(
    CacheKey key,
    String wireKey,
    long cas,
    long bytes,
    long lastAccessMillis,
    long expiresAtMillis,
    Tags tags) {}
