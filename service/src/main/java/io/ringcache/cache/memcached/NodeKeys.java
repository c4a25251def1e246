package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.EntryInfo;
import io.ringcache.cache.EvictionListener;
import io.ringcache.cache.Glob;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * All that looks over a node's keys, or at what is counted of them, as {@link
 * io.ringcache.cache.ring.NodeClient} promises it. Thread-safe, blocks nobody.
 */
final class NodeKeys {

  private final EntryReads entryReads;
  private final EntryClock clock;
  private final String address;
  private final ReadTable reads;
  private final HitCounts counts;
  private final NodeRoom room;
  private final KeyListing listing;
  private final NamespaceSweep sweep;
  private final NodeStats stats;

  /**
   * Those of a node.
   *
   * @param address the node's, for inspections
   */
  NodeKeys(
      MemcachedCommands node,
      EntryReads entryReads,
      ReadTally tally,
      EntryClock clock,
      String address) {
    this.entryReads = entryReads;
    this.clock = clock;
    this.address = address;
    this.reads = tally.reads();
    this.counts = tally.counts();
    LiveEntries entries = new LiveEntries(node, entryReads, clock);
    EntryRemoval removal = new EntryRemoval(node, entryReads, clock);
    this.room = new NodeRoom(new Evictions(entries, removal, counts, reads, clock), reads);
    this.listing = new KeyListing(entries, clock);
    this.sweep = new NamespaceSweep(entries, removal, room, clock, NamespaceSweep.ENTRIES_PER_WALK);
    this.stats = new NodeStats(entries, counts, room, clock);
  }

  /** For the writes. */
  Room room() {
    return room;
  }

  /**
   * For a timer.
   *
   * @param nanoTime as {@code System.nanoTime}
   */
  Recounts recounts(NamespaceDirectory namespaces, LongSupplier nanoTime) {
    return new Recounts(room, counts, namespaces, nanoTime);
  }

  CompletionStage<KeyPage> keys(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    return listing.list(namespace, pattern, cursor, limit);
  }

  CompletionStage<Long> flush(NamespaceName namespace, Glob pattern) {
    return sweep.flush(namespace, pattern);
  }

  CompletionStage<Long> invalidate(NamespaceName namespace, Tags tags) {
    return sweep.invalidate(namespace, tags);
  }

  CompletionStage<Void> trim(NamespaceName namespace, Quota to) {
    return room.trim(namespace, to);
  }

  long lastKnownBytes(NamespaceName namespace) {
    return room.held(namespace).bytes();
  }

  CompletionStage<NamespaceStats> stats(NamespaceName namespace) {
    return stats.of(namespace);
  }

  /** What is known of an entry; the reads are those of this process. */
  CompletionStage<Optional<EntryInfo>> inspect(CacheKey key) {
    return entryReads.find(key).thenApply(found -> found.map(envelope -> info(key, envelope)));
  }

  private EntryInfo info(CacheKey key, Envelope envelope) {
    ReadTable.Reads last = reads.of(key);
    boolean read = last.version() == envelope.createdAtMicros();
    return new EntryInfo(
        envelope.createdAtMicros(),
        read ? OptionalLong.of(last.lastMillis()) : OptionalLong.empty(),
        read ? last.count() : 0,
        envelope.json().length,
        envelope.ttlMillis(clock.millis()),
        envelope.tags(),
        List.of(address));
  }

  void onEviction(EvictionListener listener) {
    counts.onEviction(listener);
  }

  /** To be called each second, and once before the node is closed. */
  CompletionStage<Void> report() {
    return counts.reportAll();
  }
}
