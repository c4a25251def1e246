package io.ringcache.cache.ring;

import io.ringcache.cache.CacheKey;

/** Where a backend's configuration has keys placed, told without any node. Immutable. */
public interface Placement {

  /** The ring of its nodes. */
  HashRing ring();

  /** What of a key the ring hashes. */
  byte[] hashed(CacheKey key);
}
