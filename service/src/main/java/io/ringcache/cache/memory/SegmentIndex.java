package io.ringcache.cache.memory;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.Tags;
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
 * All entries of a segment, expired ones that nobody has removed yet included, found in every way
 * that is needed. Not thread-safe.
 *
 * <p>Every entry is in all of the indices that it belongs to, and in the sum of bytes; the methods
 * below are the only ones to change them.
 *
 * <pre>
 *   byKey         key -> stored          every entry
 *   byKeyVersion  keyVersion -> stored   every entry, in the order in which their keys came
 *   byExpiry      expiresAt, version     those with a ttl, the next to expire first
 *   byTag         tag -> entries         those with tags
 *   evictions     see {@link EvictionOrder}
 * </pre>
 */
final class SegmentIndex {

  private Map<CacheKey, Stored> byKey = new HashMap<>();
  private final NavigableMap<Long, Stored> byKeyVersion = new TreeMap<>();
  private final NavigableSet<Stored> byExpiry =
      new TreeSet<>(Comparator.comparingLong(Stored::expiresAt).thenComparingLong(Stored::version));
  private final TagIndex byTag = new TagIndex();
  private final EvictionOrder evictions = new EvictionOrder();
  private long bytes = 0;
  private long uses = 0;

  Optional<Stored> find(CacheKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Whether it is still its key's entry. */
  boolean contains(Stored entry) {
    return byKey.get(entry.key()) == entry;
  }

  /** Adds an entry, written now, whose key has none. */
  void add(Stored entry, long now) {
    uses++;
    entry.written(uses, now);
    byKey.put(entry.key(), entry);
    byKeyVersion.put(entry.keyVersion(), entry);
    if (entry.expires()) {
      byExpiry.add(entry);
    }
    byTag.add(entry);
    evictions.add(entry);
    bytes += entry.bytes();
  }

  /** Removes an entry that is there. */
  void remove(Stored entry) {
    byKey.remove(entry.key());
    byKeyVersion.remove(entry.keyVersion());
    if (entry.expires()) {
      byExpiry.remove(entry);
    }
    byTag.remove(entry);
    evictions.remove(entry);
    bytes -= entry.bytes();
    if (byKey.isEmpty()) {
      byKey = new HashMap<>(); // its table never shrinks: a million entries leave 8 MB
    }
  }

  /** Notes that an entry that is there is read. */
  void read(Stored entry, long now) {
    uses++;
    if (evictions.changesByReads()) {
      evictions.remove(entry);
      entry.read(uses, now);
      evictions.add(entry);
    } else {
      entry.read(uses, now);
    }
  }

  /** Changes when an entry that is there expires. */
  void expireAt(Stored entry, long time) {
    evictions.remove(entry);
    byExpiry.remove(entry);
    entry.expireAt(time);
    evictions.add(entry);
    if (entry.expires()) {
      byExpiry.add(entry);
    }
  }

  /** From now on entries give way by that policy; see {@link EvictionOrder#follow} on the cost. */
  void follow(EvictionPolicy policy) {
    evictions.follow(policy, byKeyVersion.values());
  }

  /** The next to give way but for one; empty if there is no other, or nobody has to. */
  Optional<Stored> nextToEvictExcept(Optional<Stored> spared) {
    return evictions.nextExcept(spared);
  }

  /** The next to expire, if it has. */
  Optional<Stored> nextExpired(long now) {
    return byExpiry.isEmpty() || byExpiry.first().isLive(now)
        ? Optional.empty()
        : Optional.of(byExpiry.first());
  }

  /** The entries of the keys above {@code after} up to {@code last}, in the order they came. */
  List<Stored> keysBetween(long after, long last, int atMost) {
    return after >= last
        ? List.of()
        : byKeyVersion.subMap(after, false, last, true).values().stream().limit(atMost).toList();
  }

  /** Some of those up to a version that carry any of the tags, each once. */
  List<Stored> carryingAny(Tags tags, long lastVersion, int atMost) {
    return byTag.carryingAny(tags, lastVersion, atMost);
  }

  int size() {
    return byKey.size();
  }

  long bytes() {
    return bytes;
  }
}
