package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;

/** The names of everything that is on a node: the one place that makes them. */
final class WireKey {

  private WireKey() {}

  /**
   * An entry's key: {@code cache:{ns}:{key}}, percent-encoded; where that is longer than 250 bytes,
   * its beginning and the SHA-256 of the key, see {@link Envelope}.
   */
  static String of(CacheKey key) {
    throw new UnsupportedOperationException("step 4: " + key);
  }

  /** The namespace's generation on a node. */
  static String generation(NamespaceName namespace) {
    return "cache_gen:" + namespace.value();
  }
}
