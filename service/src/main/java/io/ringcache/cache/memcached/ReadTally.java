package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;

/**
 * Counts reads for the statistics of the deployment, and for what this process knows of entries.
 */
record ReadTally(HitCounts counts, ReadTable reads, EntryClock clock) implements Tally {

  @Override
  public void hit(CacheKey key, Envelope found) {
    counts.hit(key.namespace());
    reads.note(key, found.createdAtMicros(), clock.millis());
  }

  @Override
  public void miss(NamespaceName namespace) {
    counts.miss(namespace);
  }
}
