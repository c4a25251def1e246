package io.ringcache.namespace;

import io.ringcache.cache.NamespaceName;
import java.util.Collection;

/**
 * Where the registered namespaces are kept, shared by every process that uses it. Thread-safe;
 * calls may block, so no cache call makes one for a namespace that the {@link NamespaceRegistry}
 * knows.
 */
public interface NamespaceStore {

  /** All of them, in no particular order. */
  Collection<Namespace> all();

  /** Registers the namespace, or changes the one that exists; atomic among all processes. */
  Stored put(NamespaceName name, NamespaceSettings settings);

  /** Removes the registration; whether there was one. */
  boolean delete(NamespaceName name);

  /**
   * What a put came to.
   *
   * @param created whether the name was free before
   */
  record Stored(Namespace namespace, boolean created) {}
}
