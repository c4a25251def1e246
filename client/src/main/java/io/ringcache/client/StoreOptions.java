package io.ringcache.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a value is stored. Immutable.
 *
 * @param ttl more than 0, in whole seconds, rounded up; empty: the namespace's own
 * @param tags at most 16, by which it can be invalidated together with others
 */
public record StoreOptions(Optional<Duration> ttl, List<String> tags) {

  /** With the namespace's ttl, and no tags. */
  public static final StoreOptions DEFAULT = new StoreOptions(Optional.empty(), List.of());

  /**
   * Copies the tags.
   *
   * @throws IllegalArgumentException if the ttl is none
   */
  public StoreOptions {
    ttl.ifPresent(Ttls::seconds);
    tags = List.copyOf(tags);
  }

  /** With that ttl, and no tags. */
  public static StoreOptions ttl(Duration ttl) {
    return new StoreOptions(Optional.of(ttl), List.of());
  }

  /** The same with those tags instead. */
  public StoreOptions tags(String... tags) {
    return new StoreOptions(ttl, List.of(tags));
  }
}
