package io.ringcache.namespace;

import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Ttl;
import io.ringcache.database.UtcTimestamps;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code cache_namespaces}, which people write by hand too: null stands for the column's
 * default, and not everything that the table takes makes sense. Immutable.
 *
 * @param leaving whether the namespace is being deleted
 */
record NamespaceRow(
    String name,
    @Nullable Integer defaultTtl,
    @Nullable Integer maxSizeMb,
    @Nullable String evictionPolicy,
    @Nullable LocalDateTime createdAt,
    boolean leaving) {

  /**
   * The namespace that the row describes.
   *
   * @throws IllegalArgumentException if it describes none; the message says why
   */
  Namespace toNamespace() {
    return settings().create(new NamespaceName(name), created());
  }

  /** The same; one of defaults where the settings make no sense, so that they can be put right. */
  Namespace toNamespaceOrDefaults() {
    try {
      return toNamespace();
    } catch (IllegalArgumentException e) {
      return NamespaceSettings.NONE_GIVEN.create(new NamespaceName(name), created());
    }
  }

  private NamespaceSettings settings() {
    return new NamespaceSettings(
        defaultTtl == null ? null : new Ttl(defaultTtl),
        maxSizeMb,
        evictionPolicy == null ? null : EvictionPolicy.valueOf(evictionPolicy));
  }

  /** In the API's milliseconds; 1970 where nobody knows, which includes PostgreSQL's infinity. */
  private Instant created() {
    if (createdAt == null
        || createdAt.equals(LocalDateTime.MAX)
        || createdAt.equals(LocalDateTime.MIN)) {
      return Instant.EPOCH;
    }
    return UtcTimestamps.toInstant(createdAt).truncatedTo(ChronoUnit.MILLIS);
  }
}
