package io.ringcache.cache.memcached;

import io.ringcache.cache.NamespaceName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** Reads entries by their wire keys, for walks, which know no more of some. Thread-safe. */
final class EnvelopeReads {

  /**
   * An entry that was read alive.
   *
   * @param cas of its item
   */
  record Found(Envelope envelope, long cas) {}

  private final MemcachedCommands commands;
  private final LongSupplier nowMillis;

  EnvelopeReads(MemcachedCommands commands, LongSupplier nowMillis) {
    this.commands = commands;
    this.nowMillis = nowMillis;
  }

  /** Those that are alive, by wire key: one round trip, and one more if any has tags. */
  CompletionStage<Map<String, Found>> live(NamespaceName namespace, Collection<String> wireKeys) {
    String generationKey = WireKey.generation(namespace);
    Set<String> asked = new HashSet<>(wireKeys);
    asked.add(generationKey);
    return commands
        .gets(asked)
        .thenCompose(
            items -> {
              Optional<Stamp> generation = Stamp.of(items.get(generationKey));
              Map<String, Found> found = new HashMap<>();
              Set<String> epochs = new HashSet<>();
              for (String wireKey : wireKeys) {
                Item item = items.get(wireKey);
                Optional<Envelope> envelope =
                    item == null ? Optional.empty() : Envelope.decode(item.bytes());
                if (item != null && envelope.isPresent() && isOf(generation, envelope.get())) {
                  found.put(wireKey, new Found(envelope.get(), item.cas()));
                  envelope
                      .get()
                      .epochs()
                      .forEach(tag -> epochs.add(WireKey.epoch(namespace, tag.tag())));
                }
              }
              return withEpochs(namespace, found, epochs);
            });
  }

  private boolean isOf(Optional<Stamp> generation, Envelope envelope) {
    return generation.isPresent()
        && generation.get().equals(envelope.generation())
        && !envelope.isExpired(nowMillis.getAsLong());
  }

  private CompletionStage<Map<String, Found>> withEpochs(
      NamespaceName namespace, Map<String, Found> found, Set<String> epochs) {
    if (epochs.isEmpty()) {
      return CompletableFuture.completedFuture(found);
    }
    return commands
        .gets(epochs)
        .thenApply(
            items -> {
              found.values().removeIf(entry -> !hasEpochs(namespace, entry.envelope(), items));
              return found;
            });
  }

  private static boolean hasEpochs(
      NamespaceName namespace, Envelope envelope, Map<String, Item> items) {
    return envelope.epochs().stream()
        .allMatch(
            tag ->
                Stamp.of(items.get(WireKey.epoch(namespace, tag.tag())))
                    .filter(tag.epoch()::equals)
                    .isPresent());
  }
}
