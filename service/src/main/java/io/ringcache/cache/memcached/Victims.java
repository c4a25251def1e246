package io.ringcache.cache.memcached;

import io.ringcache.cache.EvictionPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The entries that are to go first, of all that a walk shows. Not thread-safe; keeps no more than
 * {@value #MAX}.
 *
 * <p>By {@code LRU}, the last read is the later of what the node and what this process knows of,
 * and what the node says is taken for a second earlier: memcached's clock moves once a second, and
 * may do so before ours. By {@code LFU} the reads are this process's. {@code FIFO} goes by the
 * order in which the node has taken the entries, which a touch makes later.
 */
final class Victims {

  static final int MAX = 2000;

  private static final long NODE_CLOCK_MILLIS = 1000;

  private record Ranked(LiveEntry entry, double rank, long lastAccessMillis) {}

  private static final Comparator<Ranked> FIRST_TO_GO =
      Comparator.comparingDouble(Ranked::rank)
          .thenComparingLong(Ranked::lastAccessMillis)
          .thenComparingLong(ranked -> ranked.entry().cas());

  private final EvictionPolicy policy;
  private final ReadTable reads;
  private final long nowMillis;
  private final PriorityQueue<Ranked> kept = new PriorityQueue<>(FIRST_TO_GO.reversed());

  Victims(EvictionPolicy policy, ReadTable reads, long nowMillis) {
    this.policy = policy;
    this.reads = reads;
    this.nowMillis = nowMillis;
  }

  void consider(LiveEntry entry) {
    Ranked ranked = ranked(entry);
    if (kept.size() == MAX) {
      if (FIRST_TO_GO.compare(ranked, kept.element()) >= 0) {
        return;
      }
      kept.remove();
    }
    kept.add(ranked);
  }

  /** The first to go is the first. */
  List<LiveEntry> inOrder() {
    List<Ranked> ordered = new ArrayList<>(kept);
    ordered.sort(FIRST_TO_GO);
    return ordered.stream().map(Ranked::entry).toList();
  }

  private Ranked ranked(LiveEntry entry) {
    ReadTable.Reads read = reads.of(entry.key());
    long lastAccess = Math.max(entry.lastAccessMillis() - NODE_CLOCK_MILLIS, read.lastMillis());
    return switch (policy) {
      case LFU -> new Ranked(entry, read.heatAt(nowMillis), lastAccess);
      case TTL -> new Ranked(entry, entry.expiresAtMillis(), lastAccess);
      case FIFO -> new Ranked(entry, 0, 0);
      case LRU, NONE -> new Ranked(entry, 0, lastAccess);
    };
  }
}
