package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A write to one key. Immutable.
 *
 * @param tags that a new value carries
 * @param isNewValue whether a value may come of it, which needs a generation, epochs and room
 * @param room what of the namespace's quota the node may fill
 * @param plan decides on what was found; called again where that has changed meanwhile. Throws a
 *     {@link io.ringcache.cache.CacheException} where nothing is to be written
 */
record Write<T>(
    CacheKey key,
    String wireKey,
    Tags tags,
    boolean isNewValue,
    Quota room,
    Function<Present, Plan<T>> plan) {

  /** One that may store a new value. */
  static <T> Write<T> ofValue(
      CacheKey key, Tags tags, Quota room, Function<Present, Plan<T>> plan) {
    return new Write<>(key, WireKey.of(key), tags, true, room, plan);
  }

  /** One that changes or removes what is there, or does nothing. */
  static <T> Write<T> ofPresent(CacheKey key, Function<Present, Plan<T>> plan) {
    return new Write<>(key, WireKey.of(key), Tags.NONE, false, Quota.UNLIMITED, plan);
  }

  /** The stamps that have to be there. */
  List<String> stamps() {
    List<String> names = new ArrayList<>();
    if (isNewValue) {
      names.add(WireKey.generation(key.namespace()));
      tags.names().forEach(tag -> names.add(WireKey.epoch(key.namespace(), tag)));
    }
    return names;
  }
}
