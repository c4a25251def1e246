package io.ringcache.client;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Many entries a request: an mset knows no condition. */
record ManyEntries(BatchRest rest) implements Access {

  @Override
  public CompletableFuture<Map<String, Lookup>> look(Set<String> keys) {
    return rest.mget(keys);
  }

  @Override
  public CompletableFuture<Map<String, String>> store(
      Collection<Stored> loaded, Map<String, Lookup> seen) {
    return rest.mset(loaded)
        .thenApply(count -> loaded.stream().collect(Collectors.toMap(Stored::key, stored -> "")));
  }

  @Override
  public CompletableFuture<?> takeBack(Map<String, String> stored) {
    return rest.mdelete(stored.keySet());
  }
}
