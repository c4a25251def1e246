package io.ringcache.cache.memcached;

/**
 * What a node holds under a key. Immutable but for the bytes, which nobody writes to.
 *
 * @param cas changes with every change of the item
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Item(byte[] bytes, long cas) {}
