package io.ringcache.cache.memcached;

import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/** A node's part of a namespace's numbers. Thread-safe, blocks nobody. */
final class NodeStats {

  private final LiveEntries entries;
  private final HitCounts counts;
  private final NodeRoom room;

  NodeStats(LiveEntries entries, HitCounts counts, NodeRoom room) {
    this.entries = entries;
    this.counts = counts;
    this.room = room;
  }

  CompletionStage<NamespaceStats> of(NamespaceName namespace) {
    LongAdder keys = new LongAdder();
    LongAdder bytes = new LongAdder();
    HeldBytes held = room.held(namespace);
    HeldBytes.Mark mark = held.mark();
    return entries
        .walk(
            namespace,
            entry -> {
              keys.increment();
              bytes.add(entry.bytes());
            })
        .thenCombine(
            counts.of(namespace),
            (walked, counted) -> {
              held.found(bytes.sum(), mark);
              return new NamespaceStats(
                  counted.hits(),
                  counted.misses(),
                  keys.sum(),
                  bytes.sum(),
                  counted.evictions(),
                  false);
            });
  }
}
