package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen on a node of one namespace: items of entries, of the generation and of epochs. It
 * says which entries are alive: those that have not expired, are of the namespace's generation, and
 * whose tags have the epochs that they had. A generation or an epoch that is not there is another
 * one. Immutable.
 */
final class Sight {

  private final NamespaceName namespace;
  private final Map<String, Item> items;
  private final Map<String, Envelope> envelopes;

  private Sight(NamespaceName namespace, Map<String, Item> items, Map<String, Envelope> envelopes) {
    this.namespace = namespace;
    this.items = items;
    this.envelopes = envelopes;
  }

  /**
   * What a node has answered.
   *
   * @param wireKeys of the entries among the items
   */
  static Sight of(NamespaceName namespace, Collection<String> wireKeys, Map<String, Item> items) {
    Map<String, Envelope> envelopes = new HashMap<>();
    for (String wireKey : wireKeys) {
      Item item = items.get(wireKey);
      if (item != null) {
        Envelope.decode(item.bytes()).ifPresent(envelope -> envelopes.put(wireKey, envelope));
      }
    }
    return new Sight(namespace, items, envelopes);
  }

  @Nullable Item item(String wireKey) {
    return items.get(wireKey);
  }

  Optional<Stamp> stamp(String wireKey) {
    return Stamp.of(items.get(wireKey));
  }

  /** What is in the item, dead or alive; empty if it is none of ours. */
  Optional<Envelope> envelope(String wireKey) {
    return Optional.ofNullable(envelopes.get(wireKey));
  }

  /** The live entry of that key. */
  Optional<Envelope> live(CacheKey key, String wireKey, long nowMillis) {
    return live(wireKey, nowMillis).filter(found -> found.isOf(key));
  }

  /** The live entry under that wire key. */
  Optional<Envelope> live(String wireKey, long nowMillis) {
    return envelope(wireKey).filter(found -> isYoung(found, nowMillis) && hasItsEpochs(found));
  }

  /** Whether it is alive as far as its tags don't matter. */
  private boolean isYoung(Envelope envelope, long nowMillis) {
    return !envelope.isExpired(nowMillis)
        && stamp(WireKey.generation(namespace)).filter(envelope.generation()::equals).isPresent();
  }

  private boolean hasItsEpochs(Envelope envelope) {
    return envelope.epochs().stream()
        .allMatch(
            tag ->
                stamp(WireKey.epoch(namespace, tag.tag())).filter(tag.epoch()::equals).isPresent());
  }

  /** The wire keys of the epochs that decide which of the entries are alive, and were not seen. */
  Set<String> epochsToSee(long nowMillis) {
    Set<String> missing = new HashSet<>();
    for (Envelope envelope : envelopes.values()) {
      if (!envelope.epochs().isEmpty() && isYoung(envelope, nowMillis)) {
        addEpochsNotSeen(envelope, missing);
      }
    }
    return missing;
  }

  private void addEpochsNotSeen(Envelope envelope, Set<String> missing) {
    for (TagEpoch tag : envelope.epochs()) {
      String epoch = WireKey.epoch(namespace, tag.tag());
      if (!items.containsKey(epoch)) {
        missing.add(epoch);
      }
    }
  }

  /** This, and what else was seen: the later is the truer. */
  Sight with(Map<String, Item> more) {
    Map<String, Item> all = new HashMap<>(items);
    all.putAll(more);
    return new Sight(namespace, all, envelopes);
  }
}
