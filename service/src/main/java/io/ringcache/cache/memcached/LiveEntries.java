package io.ringcache.cache.memcached;

import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Walks over the live entries of a namespace on a node. Thread-safe, blocks nobody.
 *
 * <p>A line of the dump tells all of a plain entry: the JSON's length is the item's size less what
 * never changes, which is known from an item whose length is known, the generation. Only the others
 * are read.
 */
final class LiveEntries {

  private final MemcachedCommands commands;
  private final EntryReads reads;
  private final EntryClock clock;

  LiveEntries(MemcachedCommands commands, EntryReads reads, EntryClock clock) {
    this.commands = commands;
    this.reads = reads;
    this.clock = clock;
  }

  /** As the other one, over all of them, for somebody who waits. */
  CompletionStage<Void> walk(NamespaceName namespace, EntryTaker taker) {
    return walk(namespace, Glob.ALL, Pace.URGENT, taker);
  }

  /** Shows every live entry of such a name that was there throughout. */
  CompletionStage<Void> walk(NamespaceName namespace, Glob names, Pace pace, EntryTaker taker) {
    String generationKey = WireKey.generation(namespace);
    return commands
        .gets(List.of(generationKey))
        .thenCompose(
            items -> {
              Item generation = items.get(generationKey);
              if (generation == null) { // nothing was ever stored, or it is dead
                return CompletableFuture.completedFuture(null);
              }
              return commands
                  .itemSize(generationKey)
                  .thenCompose(size -> walk(namespace, generation, size, names, pace, taker));
            });
  }

  /** The size is that of the generation; without, it has just died, and all its entries with it. */
  private CompletionStage<Void> walk(
      NamespaceName namespace,
      Item generation,
      OptionalInt size,
      Glob names,
      Pace pace,
      EntryTaker taker) {
    if (size.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    int overhead =
        size.getAsInt() - WireKey.generation(namespace).length() - generation.bytes().length;
    return new EntryWalk(
            commands, reads, clock, namespace, names, generation.cas(), overhead, taker)
        .run(pace);
  }
}
