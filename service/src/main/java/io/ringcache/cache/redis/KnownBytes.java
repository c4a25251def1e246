package io.ringcache.cache.redis;

import io.ringcache.cache.NamespaceName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bytes of each namespace on a node, by the node's last replies. Thread-safe. Every write's
 * reply and, for the registered namespaces, the sweep of each second keep it up to date.
 */
final class KnownBytes {

  private final Map<NamespaceName, Long> bytes = new ConcurrentHashMap<>();

  void note(NamespaceName namespace, long now) {
    if (now == 0) {
      bytes.remove(namespace); // so that namespaces long gone do not gather here
    } else {
      bytes.put(namespace, now);
    }
  }

  long of(NamespaceName namespace) {
    return bytes.getOrDefault(namespace, 0L);
  }
}
