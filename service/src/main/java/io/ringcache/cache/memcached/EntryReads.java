package io.ringcache.cache.memcached;

import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.ring.ValueRoom;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The reads of entries on a node. Thread-safe, never blocks. One round trip, and another one for
 * the epochs where an entry is tagged.
 */
final class EntryReads {

  private final MemcachedCommands node;
  private final EntryClock clock;
  private final Tally tally;

  EntryReads(MemcachedCommands node, EntryClock clock, Tally tally) {
    this.node = node;
    this.clock = clock;
    this.tally = tally;
  }

  CompletionStage<Optional<Entry>> get(CacheKey key) {
    return find(key).thenApply(found -> counted(key, found));
  }

  CompletionStage<Optional<Entry>> peek(CacheKey key) {
    return find(key).thenApply(this::entry);
  }

  /** The live entry of that key, with all that is known of it; counts nothing. */
  CompletionStage<Optional<Envelope>> find(CacheKey key) {
    String wireKey = WireKey.of(key);
    return look(key.namespace(), List.of(wireKey))
        .thenApply(sight -> sight.live(key, wireKey, clock.millis()));
  }

  /**
   * Reads the values of many entries, in as many round trips as one.
   *
   * <p>Fails with {@link CacheException.NodeBusy} where there is no room for them.
   *
   * @param keys distinct, of one namespace
   */
  CompletionStage<BatchResult<Optional<byte[]>>> getAll(
      Collection<CacheKey> keys, ValueRoom.Claim claim) {
    if (keys.isEmpty()) {
      return CompletableFuture.completedFuture(new BatchResult<>(Map.of(), Map.of()));
    }
    NamespaceName namespace = keys.iterator().next().namespace();
    List<String> wireKeys = keys.stream().map(WireKey::of).toList();
    return look(namespace, wireKeys, List.of(), asked -> node.gets(asked, claim))
        .thenApply(
            sight -> {
              if (claim.isRefused()) {
                throw new CacheException.NodeBusy(node.node(), "no room for its values");
              }
              long now = clock.millis();
              Map<CacheKey, Optional<byte[]>> done = new HashMap<>();
              for (CacheKey key : keys) {
                done.put(key, counted(key, sight.live(key, WireKey.of(key), now)).map(Entry::json));
              }
              return new BatchResult<>(done, Map.of());
            });
  }

  /** As {@link #look(NamespaceName, Collection, Collection)}, with no other stamps. */
  CompletionStage<Sight> look(NamespaceName namespace, Collection<String> wireKeys) {
    return look(namespace, wireKeys, List.of());
  }

  /**
   * Looks at items, and at the generation and the epochs that say which of them are alive.
   *
   * @param more names of other stamps that are wanted
   */
  CompletionStage<Sight> look(
      NamespaceName namespace, Collection<String> wireKeys, Collection<String> more) {
    return look(namespace, wireKeys, more, node::gets);
  }

  private CompletionStage<Sight> look(
      NamespaceName namespace,
      Collection<String> wireKeys,
      Collection<String> more,
      Function<Collection<String>, CompletionStage<Map<String, Item>>> gets) {
    Set<String> first = new LinkedHashSet<>(wireKeys);
    first.add(WireKey.generation(namespace));
    first.addAll(more);
    return gets.apply(first)
        .thenCompose(
            items -> {
              Sight sight = Sight.of(namespace, wireKeys, items);
              Set<String> epochs = sight.epochsToSee(clock.millis());
              return epochs.isEmpty()
                  ? CompletableFuture.completedFuture(sight)
                  : node.gets(epochs).thenApply(sight::with);
            });
  }

  private Optional<Entry> counted(CacheKey key, Optional<Envelope> found) {
    Optional<Entry> entry = entry(found);
    if (entry.isPresent()) {
      tally.hit(key, found.orElseThrow());
    } else {
      tally.miss(key.namespace());
    }
    return entry;
  }

  /** Empty also where it has expired since it was found. */
  private Optional<Entry> entry(Optional<Envelope> found) {
    long now = clock.millis();
    return found.filter(envelope -> !envelope.isExpired(now)).map(envelope -> envelope.entry(now));
  }
}
