package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.Tags;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a write finds under its key. Immutable. Its decisions hold as long as the item is what was
 * seen, which is what the write compares.
 *
 * @param wireKey of the key
 * @param sight of the item, the generation, and the epochs that the write needs
 * @param live the entry, if it is alive
 */
record Present(CacheKey key, String wireKey, Sight sight, Optional<Envelope> live) {

  static Present of(CacheKey key, String wireKey, Sight sight, long nowMillis) {
    return new Present(key, wireKey, sight, sight.live(key, wireKey, nowMillis));
  }

  /** What is to be compared, dead or alive; null if there is nothing. */
  @Nullable Item item() {
    return sight.item(wireKey);
  }

  /**
   * Checks that the precondition holds.
   *
   * @throws CacheException.PreconditionFailed if it does not
   */
  void require(Precondition precondition) {
    boolean holds = true;
    if (precondition instanceof Precondition.Version required) {
      holds = live.filter(found -> found.createdAtMicros() == required.version()).isPresent();
    } else if (precondition instanceof Precondition.Absent) {
      holds = live.isEmpty();
    }
    if (!holds) {
      throw new CacheException.PreconditionFailed();
    }
  }

  /** A new value for the key. Generation and epochs have to have been seen, or made. */
  Envelope replacement(byte[] json, long expiresAtMillis, List<TagEpoch> epochs, EntryClock clock) {
    return new Envelope(
        clock.versionAfter(replacedVersion()),
        expiresAtMillis,
        sight.stamp(WireKey.generation(key.namespace())).orElseThrow(),
        epochs,
        Envelope.originalKey(key, wireKey),
        json);
  }

  /** The epochs that the tags have now. */
  List<TagEpoch> epochs(Tags tags) {
    return tags.names().stream()
        .map(
            tag ->
                new TagEpoch(tag, sight.stamp(WireKey.epoch(key.namespace(), tag)).orElseThrow()))
        .toList();
  }

  /** A dead value's version counts too: somebody may still hold it against what comes next. */
  private long replacedVersion() {
    return sight.envelope(wireKey).map(Envelope::createdAtMicros).orElse(0L);
  }

  /** The bytes that count against the quota: those of the key and of the live value. */
  long bytes() {
    return live.map(this::bytesOf).orElse(0L);
  }

  long bytesOf(Envelope envelope) {
    return (long) key.utf8().length + envelope.json().length;
  }
}
