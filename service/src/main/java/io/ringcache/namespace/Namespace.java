package io.ringcache.namespace;

import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Ttl;
import java.time.Instant;

/**
 * A registered namespace.
 *
 * @param defaultTtl what an entry gets that says none
 * @param maxSizeMb the quota in MiB of keys and stored values over all nodes, positive
 */
public record Namespace(
    NamespaceName name,
    Ttl defaultTtl,
    int maxSizeMb,
    EvictionPolicy evictionPolicy,
    Instant createdAt) {

  public Namespace {
    if (maxSizeMb < 1) {
      throw new IllegalArgumentException("max_size_mb is positive, not " + maxSizeMb);
    }
  }

  /** The settings for people, spelt as the API does. */
  String describeSettings() {
    return "default_ttl=%d, max_size_mb=%d, eviction_policy=%s"
        .formatted(defaultTtl.seconds(), maxSizeMb, evictionPolicy);
  }

  /** The quota in bytes, with what it means. */
  public Quota quota() {
    return new Quota(maxSizeMb * 1_048_576L, evictionPolicy);
  }
}
