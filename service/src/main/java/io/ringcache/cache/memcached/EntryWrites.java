package io.ringcache.cache.memcached;

import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Counter;
import io.ringcache.cache.Increment;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import io.ringcache.cache.ring.Batch;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The writes of entries on a node: what each of them makes of what it finds. Thread-safe, never
 * blocks. {@link WriteAttempts} makes them atomic.
 */
final class EntryWrites {

  private final EntryReads reads;
  private final Stamps stamps;
  private final WriteAttempts attempts;
  private final EntryClock clock;

  EntryWrites(EntryReads reads, Stamps stamps, WriteAttempts attempts, EntryClock clock) {
    this.reads = reads;
    this.stamps = stamps;
    this.attempts = attempts;
    this.clock = clock;
  }

  CompletionStage<PutResult> put(
      CacheKey key, NewEntry entry, Precondition precondition, Quota room) {
    return attempts.run(storing(key, entry, precondition, room));
  }

  private Write<PutResult> storing(
      CacheKey key, NewEntry entry, Precondition precondition, Quota room) {
    return Write.ofValue(
        key,
        entry.tags(),
        room,
        found -> {
          found.require(precondition);
          Envelope stored =
              found.replacement(
                  entry.json(), expiry(entry.ttl()), found.epochs(entry.tags()), clock);
          return Plan.store(
              stored, new PutResult(found.live().isEmpty(), stored.createdAtMicros()));
        });
  }

  CompletionStage<Long> increment(CacheKey key, Increment increment, Quota room) {
    return attempts.run(Write.ofValue(key, Tags.NONE, room, found -> sum(found, increment)));
  }

  private Plan<Long> sum(Present found, Increment increment) {
    long before = found.live().map(Envelope::json).map(Counter::read).orElse(increment.initial());
    long sum = Counter.add(before, increment.delta());
    List<TagEpoch> epochs = found.live().map(Envelope::epochs).orElse(List.of());
    long expiresAt =
        found.live().isPresent() && increment.ttl().isEmpty()
            ? found.live().get().expiresAtMillis()
            : expiry(increment.ttlIfNew());
    return Plan.store(found.replacement(Counter.write(sum), expiresAt, epochs, clock), sum);
  }

  CompletionStage<Boolean> touch(CacheKey key, Ttl ttl) {
    return attempts.run(
        Write.ofPresent(
            key,
            found ->
                found
                    .live()
                    .map(entry -> Plan.store(entry.expiringAt(expiry(ttl)), true))
                    .orElse(Plan.nothing(false))));
  }

  CompletionStage<Boolean> delete(CacheKey key, Precondition precondition) {
    return attempts.run(removing(key, precondition));
  }

  private static Write<Boolean> removing(CacheKey key, Precondition precondition) {
    return Write.ofPresent(
        key,
        found -> {
          found.require(precondition);
          return found.live().isPresent() ? Plan.remove(true) : Plan.nothing(false);
        });
  }

  /** Stores many entries of one namespace, in as many round trips as one. */
  CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> entries, Quota room) {
    Map<CacheKey, Write<PutResult>> writes = new HashMap<>();
    entries.forEach((key, entry) -> writes.put(key, storing(key, entry, Precondition.NONE, room)));
    return runAll(writes);
  }

  /** Removes many entries of one namespace, in as many round trips as one. */
  CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> keys) {
    Map<CacheKey, Write<Boolean>> writes = new HashMap<>();
    keys.forEach(key -> writes.put(key, removing(key, Precondition.NONE)));
    return runAll(writes);
  }

  private <T> CompletionStage<BatchResult<T>> runAll(Map<CacheKey, Write<T>> writes) {
    if (writes.isEmpty()) {
      return CompletableFuture.completedFuture(new BatchResult<>(Map.of(), Map.of()));
    }
    NamespaceName namespace = writes.keySet().iterator().next().namespace();
    List<String> wireKeys = writes.values().stream().map(Write::wireKey).toList();
    Set<String> needed = new LinkedHashSet<>();
    writes.values().forEach(write -> needed.addAll(write.stamps()));
    return reads
        .look(namespace, wireKeys, needed)
        .thenCompose(sight -> stamps.completed(sight, needed))
        .thenCompose(
            sight ->
                Batch.each(
                    writes.keySet(),
                    key -> attempts.run(Objects.requireNonNull(writes.get(key)), sight)));
  }

  private long expiry(Ttl ttl) {
    return ttl.isForever() ? 0 : clock.millis() + ttl.millis();
  }
}
