package io.ringcache.cache.memcached;

import io.ringcache.cache.NamespaceName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Walks over the live entries of a namespace on a node. Thread-safe, blocks nobody.
 *
 * <p>A line of the dump tells all of a plain entry: the JSON's length is the item's size less what
 * never changes, which is known from an item whose length is known, the generation. Only the others
 * are read.
 */
final class LiveEntries {

  private static final int UNKNOWN = -1;

  private final MemcachedCommands commands;
  private final EntryReads reads;
  private final EntryClock clock;

  /** What an item takes besides its key and value. Each walk looks again: the node may change. */
  private final AtomicInteger itemOverhead = new AtomicInteger(UNKNOWN);

  LiveEntries(MemcachedCommands commands, EntryReads reads, EntryClock clock) {
    this.commands = commands;
    this.reads = reads;
    this.clock = clock;
  }

  /** As the other one, for somebody who waits. */
  CompletionStage<Void> walk(NamespaceName namespace, Consumer<LiveEntry> each) {
    return walk(namespace, Pace.URGENT, each);
  }

  /**
   * Shows every live entry that was there throughout.
   *
   * @param each never called by two threads at once; must be fast and never wait: the node waits
   *     with it
   */
  CompletionStage<Void> walk(NamespaceName namespace, Pace pace, Consumer<LiveEntry> each) {
    String generationKey = WireKey.generation(namespace);
    return commands
        .gets(List.of(generationKey))
        .thenCompose(
            items -> {
              Item generation = items.get(generationKey);
              if (generation == null) { // nothing was ever stored, or it is dead
                return CompletableFuture.completedFuture(null);
              }
              return calibrated(generationKey, generation)
                  .thenCompose(
                      known ->
                          new EntryWalk(
                                  commands,
                                  reads,
                                  clock,
                                  namespace,
                                  generation.cas(),
                                  itemOverhead.get(),
                                  each)
                              .run(pace, line -> calibrate(line, generationKey, generation)));
            });
  }

  private CompletionStage<Void> calibrated(String generationKey, Item generation) {
    return itemOverhead.get() != UNKNOWN
        ? CompletableFuture.completedFuture(null)
        : commands.walk(line -> calibrate(line, generationKey, generation));
  }

  private void calibrate(DumpLine line, String generationKey, Item generation) {
    if (line.key().equals(generationKey)) {
      itemOverhead.set(line.size() - generationKey.length() - generation.bytes().length);
    }
  }
}
