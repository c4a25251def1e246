package io.ringcache.client;

import java.util.Map;
import java.util.Set;

/** Where the values come from that the cache does not have, all of them by one call. */
@FunctionalInterface
public interface BulkLoader<T> {

  /** The values of those keys that have one. Runs on the thread of the one who asked. */
  Map<String, T> load(Set<String> keys) throws Exception;
}
