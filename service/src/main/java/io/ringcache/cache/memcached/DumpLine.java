package io.ringcache.cache.memcached;

/**
 * A line of {@code lru_crawler metadump}. Immutable. See <a
 * href="https://github.com/memcached/memcached/blob/1.6.18/doc/protocol.txt">protocol.txt</a>.
 *
 * @param key the wire key, unescaped from what the dump escapes
 * @param expiresAt in seconds since the epoch, -1 for never
 * @param lastAccess in seconds since the epoch
 * @param fetched whether it was read since it was stored
 * @param size of the item with its key and header, in bytes
 */
record DumpLine(String key, long expiresAt, long lastAccess, long cas, boolean fetched, int size) {}
