package io.ringcache.cache;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.dropwizard.jackson.Discoverable;

/**
 * The {@code backend:} section of the configuration; its {@code type} chooses the implementation,
 * found through {@code META-INF/services/io.ringcache.cache.BackendFactory}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public interface BackendFactory extends Discoverable {

  /**
   * Makes the backend and starts its threads. Returns at once, also while no node answers.
   *
   * @param namespaces the registered ones, asked from the backend's threads. What a backend keeps
   *     of an empty namespace that is not among them, its counters, may go
   */
  CacheBackend build(NamespaceDirectory namespaces);
}
