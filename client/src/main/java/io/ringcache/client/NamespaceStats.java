package io.ringcache.client;

/**
 * A namespace's figures, of all clients and processes together.
 *
 * @param hitRate hits / (hits + misses), 0 before the first read
 * @param memoryUsedBytes those of keys and values
 * @param degraded whether nodes that are down are missing in it
 */
public record NamespaceStats(
    long hits,
    long misses,
    double hitRate,
    long totalKeys,
    long memoryUsedBytes,
    long evictions,
    boolean degraded) {}
