package io.ringcache.cache;

/**
 * What a completed write did.
 *
 * @param created whether the key held no live entry before
 * @param version the new value's version, see {@link Entry#createdAtMicros}
 */
public record PutResult(boolean created, long version) {}
