package io.ringcache.cache.memory;

import io.ringcache.cache.EvictionPolicy;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The entries of a segment in the order in which they give way under its present policy. Exact;
 * finding the next one, adding and removing take O(log n). Not thread-safe.
 *
 * <p>What gives way first:
 *
 * <pre>
 *   LRU   lastUse                 whose last read, or else its write, is the longest ago
 *   LFU   forgottenAt, lastUse    read least often of late, see {@link Frequency}
 *   FIFO  version                 stored first
 *   TTL   expiresAt, version      the next to expire; those that never do come last
 *   NONE                          nobody does: nothing is kept in order, and nothing is paid for it
 * </pre>
 */
final class EvictionOrder {

  private EvictionPolicy policy = EvictionPolicy.NONE;
  private NavigableSet<Stored> entries = new TreeSet<>(byVersion());

  /**
   * From now on orders by that policy. Where it is another one than before, sorts all entries at
   * once: about a second for a million of them, under the segment's lock. Policies are changed by
   * hand, and rarely.
   */
  void follow(EvictionPolicy policy, Collection<Stored> all) {
    if (policy == this.policy) {
      return;
    }
    this.policy = policy;
    entries = new TreeSet<>(comparator(policy));
    all.forEach(this::add);
  }

  /** Whether an entry's place changes when it is read: then it has to be taken out and put back. */
  boolean changesByReads() {
    return policy == EvictionPolicy.LRU || policy == EvictionPolicy.LFU;
  }

  void add(Stored entry) {
    if (policy != EvictionPolicy.NONE) {
      entries.add(entry);
    }
  }

  /** Takes out an entry, if it is in; what it is sorted by must be what it was when it came in. */
  void remove(Stored entry) {
    entries.remove(entry);
  }

  /** The next to give way but for one; empty if there is no other, or nobody has to. */
  Optional<Stored> nextExcept(Optional<Stored> spared) {
    for (Stored entry : entries) {
      if (spared.isEmpty() || spared.get() != entry) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private static Comparator<Stored> comparator(EvictionPolicy policy) {
    return switch (policy) {
      case LRU -> Comparator.comparingLong(Stored::lastUse);
      case LFU -> Comparator.comparingLong(Stored::forgottenAt).thenComparingLong(Stored::lastUse);
      case TTL -> Comparator.comparingLong(Stored::expiresAt).thenComparingLong(Stored::version);
      case FIFO, NONE -> byVersion();
    };
  }

  private static Comparator<Stored> byVersion() {
    return Comparator.comparingLong(Stored::version);
  }
}
