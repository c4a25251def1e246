package io.ringcache.client;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** How cache-aside reads and writes entries: one alone, or many at once. */
interface Access {

  /** Something for every key; does not fail. */
  CompletableFuture<Map<String, Lookup>> look(Set<String> keys);

  /**
   * Stores what was loaded.
   *
   * @param seen what was there, which a newer value is not to be replaced for
   * @return what has been stored, with its etag where it is known
   */
  CompletableFuture<Map<String, String>> store(Collection<Stored> loaded, Map<String, Lookup> seen);

  /** Takes back what has been stored. */
  CompletableFuture<?> takeBack(Map<String, String> stored);
}
