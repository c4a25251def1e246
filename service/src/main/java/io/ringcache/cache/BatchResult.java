package io.ringcache.cache;

import java.util.Map;

/**
 * The outcome of a call on many keys: each key asked for is in exactly one of the two maps.
 *
 * @param done what came of the keys that could be served, in no particular order
 * @param failed why the others could not; for a write: it may or may not have happened
 */
public record BatchResult<T>(Map<CacheKey, T> done, Map<CacheKey, CacheException> failed) {}
