package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;

/** Takes note of what reads have found on a node. Thread-safe; no call blocks or asks the node. */
interface Tally {

  /** Counts a hit, and credits the entry with an access. */
  void hit(CacheKey key, Envelope found);

  /** Counts a miss. */
  void miss(NamespaceName namespace);
}
