package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Makes and replaces the generations and epochs on a node. Thread-safe, never blocks. They never
 * expire; but a node may lose them like anything else, and then makes an end of what carries them.
 */
final class Stamps {

  private static final int MOST_ATTEMPTS = 32;

  private final MemcachedCommands node;
  private final EntryClock clock;

  Stamps(MemcachedCommands node, EntryClock clock) {
    this.node = node;
    this.clock = clock;
  }

  /** The same sight, with the stamps of that names: those that it has not are made. */
  CompletionStage<Sight> completed(Sight sight, Collection<String> names) {
    CompletionStage<Sight> complete = CompletableFuture.completedFuture(sight);
    for (String name : names) {
      if (sight.stamp(name).isEmpty()) {
        complete =
            complete.thenCompose(
                some -> made(name, some.item(name), 1).thenApply(i -> some.with(Map.of(name, i))));
      }
    }
    return complete;
  }

  /** The one that is there, or a new one: of several that make it at once one is first. */
  private CompletionStage<Item> made(String name, @Nullable Item broken, int attempt) {
    Stamp fresh = Stamp.fresh(clock.micros());
    CompletionStage<Boolean> stored =
        broken == null
            ? node.add(name, fresh.bytes(), 0)
            : node.cas(name, fresh.bytes(), 0, broken.cas())
                .thenApply(outcome -> outcome == CasOutcome.DONE);
    return stored.thenCompose(
        isOurs ->
            isOurs
                ? CompletableFuture.completedFuture(new Item(fresh.bytes(), 0))
                : seenOrMade(name, attempt));
  }

  private CompletionStage<Item> seenOrMade(String name, int attempt) {
    return node.gets(List.of(name))
        .thenCompose(
            items -> {
              Item item = items.get(name);
              if (item != null && Stamp.of(item).isPresent()) {
                return CompletableFuture.completedFuture(item);
              }
              return attempt < MOST_ATTEMPTS ? made(name, item, attempt + 1) : lost(name);
            });
  }

  /** Every entry of the namespace on the node that was stored until now is dead. */
  CompletionStage<Void> renewGeneration(NamespaceName namespace) {
    return renew(WireKey.generation(namespace));
  }

  /**
   * Every entry on the node that carries any of the tags and was stored until now is dead. Of an
   * epoch that is not there none is alive anyway.
   */
  CompletionStage<Void> renewEpochs(NamespaceName namespace, Tags tags) {
    List<String> names = tags.names().stream().map(tag -> WireKey.epoch(namespace, tag)).toList();
    return node.gets(names)
        .thenCompose(
            there ->
                CompletableFuture.allOf(
                    there.keySet().stream()
                        .map(name -> renew(name).toCompletableFuture())
                        .toArray(CompletableFuture[]::new)));
  }

  private CompletionStage<Void> renew(String name) {
    return node.set(name, Stamp.fresh(clock.micros()).bytes(), 0);
  }

  private <T> CompletionStage<T> lost(String name) {
    return CompletableFuture.failedFuture(
        new CacheException.NodeBusy(node.node(), "others keep changing " + name));
  }
}
