package io.ringcache.namespace;

import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Ttl;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What someone asks of a namespace: any of its settings, null for one that was left out. Immutable.
 *
 * @param maxSizeMb in MiB, positive
 */
public record NamespaceSettings(
    @Nullable Ttl defaultTtl,
    @Nullable Integer maxSizeMb,
    @Nullable EvictionPolicy evictionPolicy) {

  /** Nothing asked: the defaults for a new namespace, no change for one that exists. */
  public static final NamespaceSettings NONE_GIVEN = new NamespaceSettings(null, null, null);

  private static final Ttl DEFAULT_TTL = new Ttl(3600);
  private static final int DEFAULT_MAX_SIZE_MB = 100;
  private static final EvictionPolicy DEFAULT_POLICY = EvictionPolicy.LRU;

  public NamespaceSettings {
    if (maxSizeMb != null && maxSizeMb < 1) {
      throw new IllegalArgumentException("max_size_mb is positive, not " + maxSizeMb);
    }
  }

  /** A new namespace: what was left out gets the default. */
  public Namespace create(NamespaceName name, Instant now) {
    return applyTo(new Namespace(name, DEFAULT_TTL, DEFAULT_MAX_SIZE_MB, DEFAULT_POLICY, now));
  }

  /** The existing namespace with these settings: what was left out stays. */
  public Namespace applyTo(Namespace existing) {
    return new Namespace(
        existing.name(),
        defaultTtl != null ? defaultTtl : existing.defaultTtl(),
        maxSizeMb != null ? maxSizeMb : existing.maxSizeMb(),
        evictionPolicy != null ? evictionPolicy : existing.evictionPolicy(),
        existing.createdAt());
  }
}
