package io.ringcache.cache.memory;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Tags;

/**
 * One stored value of a key. Immutable: a rewrite stores another one.
 *
 * @param version when it was stored, in microseconds since 1970; no two values share one
 * @param expiresAt in microseconds since 1970, the first at which the entry is gone; {@link #NEVER}
 */
@SuppressWarnings("ArrayRecordComponent") // shared with the caller, as the contract says
record Stored(CacheKey key, byte[] json, Tags tags, long version, long expiresAt) {

  static final long NEVER = Long.MAX_VALUE;

  /**
   * What a write at a time stores.
   *
   * @param now in microseconds since 1970
   */
  static Stored of(CacheKey key, NewEntry entry, long version, long now) {
    long expiresAt = entry.ttl().isForever() ? NEVER : now + entry.ttl().millis() * 1000;
    return new Stored(key, entry.json(), entry.tags(), version, expiresAt);
  }

  boolean expires() {
    return expiresAt != NEVER;
  }

  boolean isLive(long now) {
    return now < expiresAt;
  }

  /** What it counts for: the key and the value, without what the heap adds. */
  long bytes() {
    return (long) key.utf8().length + json.length;
  }

  /** How a reader sees it, while it is live. What is left of its last millisecond is one. */
  Entry asOf(long now) {
    long ttlMillis = expires() ? (expiresAt - now + 999) / 1000 : Entry.NO_TTL;
    return new Entry(json, version, ttlMillis);
  }
}
