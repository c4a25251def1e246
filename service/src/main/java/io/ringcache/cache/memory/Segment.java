package io.ringcache.cache.memory;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.PutResult;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The entries of one namespace and its counters. Not thread-safe: {@link Segments} lets one thread
 * in at a time, so whatever takes long takes an {@code atMost}. Times are in microseconds since
 * 1970.
 *
 * <p>Every entry is in all of the indices that it belongs to, and in the sum of bytes; {@link #add}
 * and {@link #remove} are the only ones to change them. An expired entry stays until somebody finds
 * it, but is never answered nor counted as live.
 *
 * <pre>
 *   byKey      key -> stored         every entry
 *   byVersion  version -> stored     every entry, in the order in which they were written
 *   byExpiry   expiresAt, version    those with a ttl, the next to expire first
 * </pre>
 */
final class Segment {

  /** How many expired entries a write takes along, so that they can not grow faster than go. */
  private static final int REMOVED_PER_WRITE = 10;

  private Map<CacheKey, Stored> byKey = new HashMap<>();
  private final NavigableMap<Long, Stored> byVersion = new TreeMap<>();
  private final NavigableSet<Stored> byExpiry =
      new TreeSet<>(Comparator.comparingLong(Stored::expiresAt).thenComparingLong(Stored::version));
  private long bytes = 0;
  private long hits = 0;
  private long misses = 0;

  /** Reads an entry and counts the hit or the miss. */
  Optional<Entry> get(CacheKey key, long now) {
    Optional<Entry> found = peek(key, now);
    if (found.isPresent()) {
      hits++;
    } else {
      misses++;
    }
    return found;
  }

  /** Reads an entry. */
  Optional<Entry> peek(CacheKey key, long now) {
    Stored stored = byKey.get(key);
    return stored != null && stored.isLive(now) ? Optional.of(stored.asOf(now)) : Optional.empty();
  }

  /** Stores an entry in place of what its key holds; its version is above all stored before. */
  PutResult put(Stored entry, long now) {
    removeExpired(now, REMOVED_PER_WRITE);
    boolean replaces = delete(entry.key(), now);
    add(entry);
    return new PutResult(!replaces, entry.version());
  }

  /** Removes an entry; whether a live one was there. */
  boolean delete(CacheKey key, long now) {
    Stored stored = byKey.get(key);
    return stored != null && remove(stored, now);
  }

  /** The entries of the versions above {@code after} up to {@code last}, expired ones as well. */
  List<Stored> writtenBetween(long after, long last, int atMost) {
    return byVersion.subMap(after, false, last, true).values().stream().limit(atMost).toList();
  }

  /** Removes those not replaced or removed meanwhile; how many live ones that were. */
  int removeAll(Collection<Stored> entries, long now) {
    int live = 0;
    for (Stored entry : entries) {
      if (byVersion.containsKey(entry.version()) && remove(entry, now)) {
        live++;
      }
    }
    return live;
  }

  /** Removes the first to have expired; how many. */
  int removeExpired(long now, int atMost) {
    int removed = 0;
    while (removed < atMost && !byExpiry.isEmpty() && !byExpiry.first().isLive(now)) {
      remove(byExpiry.first(), now);
      removed++;
    }
    return removed;
  }

  /** The numbers. To have them exact removes whatever has expired, so better call that first. */
  NamespaceStats stats(long now) {
    removeExpired(now, Integer.MAX_VALUE);
    return new NamespaceStats(hits, misses, byKey.size(), bytes, 0, false);
  }

  /** What all entries count for, with expired ones that are still there. */
  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  private void add(Stored entry) {
    byKey.put(entry.key(), entry);
    byVersion.put(entry.version(), entry);
    if (entry.expires()) {
      byExpiry.add(entry);
    }
    bytes += entry.bytes();
  }

  /** Removes an entry that is there; whether it was live. */
  private boolean remove(Stored entry, long now) {
    byKey.remove(entry.key());
    byVersion.remove(entry.version());
    if (entry.expires()) {
      byExpiry.remove(entry);
    }
    bytes -= entry.bytes();
    if (byKey.isEmpty()) {
      byKey = new HashMap<>(); // its table never shrinks: a million entries leave 8 MB
    }
    return entry.isLive(now);
  }
}
