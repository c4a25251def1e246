package io.ringcache.client;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One entry, never more: what is stored depends on what was seen. */
record OneEntry(Rest rest) implements Access {

  @Override
  public CompletableFuture<Map<String, Lookup>> look(Set<String> keys) {
    String key = keys.iterator().next();
    return rest.get(key)
        .handle(
            (found, failure) ->
                Map.of(
                    key,
                    Causes.of(failure) instanceof RingcacheException e
                        ? Lookup.failed(e)
                        : found
                            .map(entry -> Lookup.found(entry.value(), entry.etag()))
                            .orElse(Lookup.ABSENT)));
  }

  @Override
  public CompletableFuture<Map<String, String>> store(
      Collection<Stored> loaded, Map<String, Lookup> seen) {
    Stored stored = loaded.iterator().next();
    Condition unchanged = seen.getOrDefault(stored.key(), Lookup.ABSENT).unchanged();
    return rest.put(stored, unchanged)
        .thenApply(
            written -> written.map(put -> Map.of(stored.key(), put.etag())).orElse(Map.of()));
  }

  @Override
  public CompletableFuture<?> takeBack(Map<String, String> stored) {
    Map.Entry<String, String> entry = stored.entrySet().iterator().next();
    return rest.delete(entry.getKey(), Condition.unchangedSince(entry.getValue()));
  }
}
