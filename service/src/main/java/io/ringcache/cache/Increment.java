package io.ringcache.cache;

import java.util.Optional;

/**
 * How a counter is to change.
 *
 * @param delta what is added
 * @param initial what an absent key counts from
 * @param ttl what the entry gets; empty: an existing one keeps what it has left
 * @param defaultTtl what a new entry gets where {@code ttl} is empty
 */
public record Increment(long delta, long initial, Optional<Ttl> ttl, Ttl defaultTtl) {

  /** What a new entry gets. */
  public Ttl ttlIfNew() {
    return ttl.orElse(defaultTtl);
  }
}
