package io.ringcache.cache.memory;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Counter;
import io.ringcache.cache.Entry;
import io.ringcache.cache.EntryInfo;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.Increment;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The entries of one namespace and its counters. Not thread-safe: {@link Segments} lets one thread
 * in at a time, so whatever takes long takes an {@code atMost}, or answers that it has to be called
 * again. Times are in microseconds since 1970.
 *
 * <p>An expired entry stays until somebody finds it, but is never answered nor counted as live.
 */
final class Segment {

  /** How many expired entries a write takes along, so that they can not grow faster than go. */
  private static final int REMOVED_PER_WRITE = 10;

  private final SegmentIndex index = new SegmentIndex();
  private long hits = 0;
  private long misses = 0;
  private long evictions = 0;

  /** Reads an entry and counts the hit or the miss. */
  Optional<Entry> get(CacheKey key, long now) {
    Optional<Stored> found = live(key, now);
    if (found.isPresent()) {
      hits++;
      index.read(found.get(), now);
    } else {
      misses++;
    }
    return found.map(stored -> stored.asOf(now));
  }

  /** Reads an entry. */
  Optional<Entry> peek(CacheKey key, long now) {
    return live(key, now).map(stored -> stored.asOf(now));
  }

  /** What is known of an entry. */
  Optional<EntryInfo> inspect(CacheKey key, long now) {
    return live(key, now).map(stored -> stored.infoAsOf(now));
  }

  /**
   * Stores an entry in place of what its key holds; its version is above all stored before. Empty
   * if there is still room to be made: then nothing is stored, and it has to be called again.
   *
   * @throws CacheException if the precondition does not hold, or there is no room
   */
  Optional<PutResult> put(Stored entry, Precondition precondition, Quota quota, long now) {
    removeExpired(now, REMOVED_PER_WRITE);
    Optional<Stored> replaced = live(entry.key(), now);
    check(precondition, replaced);
    if (!makeRoom(entry, replaced, quota, now)) {
      return Optional.empty();
    }
    index.find(entry.key()).ifPresent(index::remove);
    replaced.ifPresent(entry::takeTheKeyOf);
    index.add(entry, now);
    return Optional.of(new PutResult(replaced.isEmpty(), entry.version()));
  }

  /**
   * Adds to a counter; the sum. Empty as with {@link #put}.
   *
   * @param version the sum's
   * @throws CacheException if what is there is no integer, or the sum is none, or there is no room
   */
  Optional<Long> increment(CacheKey key, Increment increment, Quota quota, long version, long now) {
    Optional<Stored> counter = live(key, now);
    long before = counter.map(Stored::json).map(Counter::read).orElse(increment.initial());
    long sum = Counter.add(before, increment.delta());
    Tags tags = counter.map(Stored::tags).orElse(Tags.NONE);
    long expiresAt =
        counter.isPresent() && increment.ttl().isEmpty()
            ? counter.get().expiresAt()
            : Stored.expiry(increment.ttlIfNew(), now);
    Stored entry = new Stored(key, Counter.write(sum), tags, version, expiresAt);
    return put(entry, Precondition.NONE, quota, now).map(stored -> sum);
  }

  /** Changes when an entry expires; whether there was a live one. */
  boolean touch(CacheKey key, Ttl ttl, long now) {
    Optional<Stored> found = live(key, now);
    found.ifPresent(stored -> index.expireAt(stored, Stored.expiry(ttl, now)));
    return found.isPresent();
  }

  /**
   * Removes an entry; whether a live one was there.
   *
   * @throws CacheException.PreconditionFailed if the precondition does not hold
   */
  boolean delete(CacheKey key, Precondition precondition, long now) {
    Optional<Stored> found = live(key, now);
    check(precondition, found);
    found.ifPresent(index::remove);
    return found.isPresent();
  }

  /** The entries of the keys above {@code after} up to {@code last}, expired ones as well. */
  List<Stored> keysBetween(long after, long last, int atMost) {
    return index.keysBetween(after, last, atMost);
  }

  /** Some of those up to a version that carry any of the tags, expired ones as well. */
  List<Stored> carryingAny(Tags tags, long lastVersion, int atMost) {
    return index.carryingAny(tags, lastVersion, atMost);
  }

  /** Removes those not replaced or removed meanwhile; how many live ones that were. */
  int removeAll(Collection<Stored> entries, long now) {
    int live = 0;
    for (Stored entry : entries) {
      if (index.contains(entry)) {
        index.remove(entry);
        live += entry.isLive(now) ? 1 : 0;
      }
    }
    return live;
  }

  /** Removes the first to have expired; how many. */
  int removeExpired(long now, int atMost) {
    int removed = 0;
    while (removed < atMost && removeOneExpired(now)) {
      removed++;
    }
    return removed;
  }

  /** Evicts down to the quota, if its policy allows; whether to call again. */
  boolean trim(Quota quota, long now, int atMost) {
    index.follow(quota.policy());
    for (int i = 0; i < atMost; i++) {
      if (index.bytes() <= quota.maxBytes()
          || !(removeOneExpired(now) || evictOneBut(Optional.empty()))) {
        return false;
      }
    }
    return true;
  }

  /** The numbers. To have them exact removes whatever has expired, so better call that first. */
  NamespaceStats stats(long now) {
    removeExpired(now, Integer.MAX_VALUE);
    return new NamespaceStats(hits, misses, index.size(), index.bytes(), evictions, false);
  }

  /** Entries that gave way, since the segment was made. */
  long evictions() {
    return evictions;
  }

  /** What all entries count for, with expired ones that are still there. */
  long bytes() {
    return index.bytes();
  }

  boolean isEmpty() {
    return index.size() == 0;
  }

  private Optional<Stored> live(CacheKey key, long now) {
    return index.find(key).filter(stored -> stored.isLive(now));
  }

  private static void check(Precondition precondition, Optional<Stored> present) {
    boolean holds = true;
    if (precondition instanceof Precondition.Version required) {
      holds = present.filter(stored -> stored.version() == required.version()).isPresent();
    } else if (precondition instanceof Precondition.Absent) {
      holds = present.isEmpty();
    }
    if (!holds) {
      throw new CacheException.PreconditionFailed();
    }
  }

  /** Whether there is room for an entry in place of another, or to call again. */
  private boolean makeRoom(Stored entry, Optional<Stored> replaced, Quota quota, long now) {
    if (entry.bytes() > quota.maxBytes()) {
      throw new CacheException.ValueTooLarge(
          "key and value have " + entry.bytes() + " bytes, the namespace " + quota.maxBytes());
    }
    index.follow(quota.policy());
    long more = entry.bytes() - replaced.map(Stored::bytes).orElse(0L);
    for (int i = 0; i < Segments.STEP; i++) {
      boolean fits = index.bytes() + more <= quota.maxBytes();
      boolean shrinks = quota.policy() == EvictionPolicy.NONE && more <= 0;
      if (fits || shrinks) {
        return true;
      }
      if (!removeOneExpired(now) && !evictOneBut(replaced)) {
        throw new CacheException.StorageFull("the namespace is full and its policy is to refuse");
      }
    }
    return false;
  }

  private boolean removeOneExpired(long now) {
    Optional<Stored> expired = index.nextExpired(now);
    expired.ifPresent(index::remove);
    return expired.isPresent();
  }

  private boolean evictOneBut(Optional<Stored> spared) {
    Optional<Stored> victim = index.nextToEvictExcept(spared);
    victim.ifPresent(index::remove);
    evictions += victim.isPresent() ? 1 : 0;
    return victim.isPresent();
  }
}
