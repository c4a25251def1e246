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
  private final EntryClock clock;

  NodeStats(LiveEntries entries, HitCounts counts, NodeRoom room, EntryClock clock) {
    this.entries = entries;
    this.counts = counts;
    this.room = room;
    this.clock = clock;
  }

  CompletionStage<NamespaceStats> of(NamespaceName namespace) {
    LongAdder keys = new LongAdder();
    NamespaceRoom counting = room.room(namespace);
    ByteCount bytes = counting.beginCount(clock.millis());
    return entries
        .walk(
            namespace,
            entry -> {
              keys.increment();
              bytes.take(entry);
            })
        .thenCombine(
            counts.of(namespace),
            (walked, counted) -> {
              counting.counted(bytes);
              return new NamespaceStats(
                  counted.hits(),
                  counted.misses(),
                  keys.sum(),
                  bytes.bytes(),
                  counted.evictions(),
                  false);
            });
  }
}
