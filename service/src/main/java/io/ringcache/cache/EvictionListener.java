package io.ringcache.cache;

/** Is told of entries that gave way. Called by any thread of a backend; must not block or fail. */
@FunctionalInterface
public interface EvictionListener {

  /** Told by a backend whose listener nobody has set. */
  EvictionListener NONE = (namespace, entries) -> {};

  /**
   * Some entries were evicted, to make room or, on Redis, by the node itself.
   *
   * @param entries how many, at least one
   */
  void evicted(NamespaceName namespace, long entries);
}
