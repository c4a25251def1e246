package io.ringcache.cache;

import java.util.Collection;

/**
 * The registered namespaces, as a backend asks for them: on every write and for its housekeeping.
 * Thread-safe; its calls are cheap and never block. It shows a namespace before its first cache
 * call.
 */
public interface NamespaceDirectory {

  /** The names of all, in no particular order. */
  Collection<NamespaceName> names();

  /** The present quota; {@link Quota#UNLIMITED} for a namespace that is not registered any more. */
  Quota quota(NamespaceName namespace);
}
