package io.ringcache.cache.memory;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.EntryInfo;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.util.List;
import java.util.OptionalLong;

/**
 * One stored value of a key: a rewrite stores another one. What is said of the value is fixed and
 * may be read by anyone; what changes with its use is guarded by its segment's lock. What the
 * indices are sorted by is changed by {@link SegmentIndex} only. Times are in microseconds since
 * 1970.
 */
final class Stored {

  static final long NEVER = Long.MAX_VALUE;

  private static final long NOT_YET = Long.MIN_VALUE;

  private final CacheKey key;
  private final byte[] json;
  private final Tags tags;
  private final long version;
  private long keyVersion;
  private long expiresAt;
  private long readAt = NOT_YET;
  private long reads = 0;
  private long lastUse = 0;
  private long forgottenAt = 0;

  /**
   * A value not read yet.
   *
   * @param version when it was stored; no two values share one
   * @param expiresAt the first at which it is gone; {@link #NEVER}
   */
  Stored(CacheKey key, byte[] json, Tags tags, long version, long expiresAt) {
    this.key = key;
    this.json = json;
    this.tags = tags;
    this.version = version;
    this.keyVersion = version;
    this.expiresAt = expiresAt;
  }

  /** What a write at a time stores. */
  static Stored of(CacheKey key, NewEntry entry, long version, long now) {
    return new Stored(key, entry.json(), entry.tags(), version, expiry(entry.ttl(), now));
  }

  /** When what gets a ttl now is gone. */
  static long expiry(Ttl ttl, long now) {
    return ttl.isForever() ? NEVER : now + ttl.millis() * 1000;
  }

  CacheKey key() {
    return key;
  }

  byte[] json() {
    return json;
  }

  Tags tags() {
    return tags;
  }

  long version() {
    return version;
  }

  /**
   * The version of the first value that the key has had without a gap: a rewrite keeps it, so that
   * a walk in its order meets every key once, however often it is rewritten.
   */
  long keyVersion() {
    return keyVersion;
  }

  /** Continues the key of a value that it replaces; before it is in any index. */
  void takeTheKeyOf(Stored replaced) {
    keyVersion = replaced.keyVersion;
  }

  long expiresAt() {
    return expiresAt;
  }

  void expireAt(long time) {
    expiresAt = time;
  }

  boolean expires() {
    return expiresAt != NEVER;
  }

  boolean isLive(long now) {
    return now < expiresAt;
  }

  /** The how manieth use of its segment its last read was, or else its write. */
  long lastUse() {
    return lastUse;
  }

  /** When its reads are forgotten, see {@link Frequency}. */
  long forgottenAt() {
    return forgottenAt;
  }

  void written(long use, long now) {
    lastUse = use;
    forgottenAt = Frequency.forgottenAt(now);
  }

  void read(long use, long now) {
    lastUse = use;
    readAt = now;
    reads++;
    forgottenAt = Frequency.forgottenAtAfterRead(forgottenAt, now);
  }

  /** What it counts for: the key and the value, without what the heap adds. */
  long bytes() {
    return (long) key.utf8().length + json.length;
  }

  /** How a reader sees it, while it is live. */
  Entry asOf(long now) {
    return new Entry(json, version, ttlMillis(now));
  }

  /** What is known of it, while it is live. */
  EntryInfo infoAsOf(long now) {
    OptionalLong lastAccessedMillis =
        readAt == NOT_YET ? OptionalLong.empty() : OptionalLong.of(Math.floorDiv(readAt, 1000L));
    return new EntryInfo(
        version,
        lastAccessedMillis,
        reads,
        json.length,
        ttlMillis(now),
        tags,
        List.of(MemoryBackend.NODE));
  }

  /** What is left of its last millisecond is one. */
  private long ttlMillis(long now) {
    return expires() ? (expiresAt - now + 999) / 1000 : Entry.NO_TTL;
  }
}
