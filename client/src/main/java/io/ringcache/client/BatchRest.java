package io.ringcache.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The calls on many keys of one namespace, in as many requests as the service's bounds make of
 * them, all at once.
 */
final class BatchRest {

  private static final int MOST_KEYS = 1000;

  /** Well below what a request may have by default, which is 16 MiB. */
  private static final int MOST_BYTES = 4 << 20;

  private final Transport transport;
  private final String entries;

  BatchRest(Transport transport, String namespace) {
    this.transport = transport;
    this.entries = "/api/v1/cache/" + namespace;
  }

  /** Something for every key; does not fail. */
  CompletableFuture<Map<String, Lookup>> mget(Set<String> keys) {
    return Stages.all(parts(keys).stream().map(this::mgetPart).toList())
        .thenApply(
            parts -> {
              Map<String, Lookup> all = new HashMap<>();
              parts.forEach(all::putAll);
              return all;
            });
  }

  private CompletableFuture<Map<String, Lookup>> mgetPart(List<String> keys) {
    return transport
        .send(Call.of("POST", entries + "/mget", keysBody(keys)))
        .handle(
            (answer, failure) -> {
              try {
                if (Causes.of(failure) instanceof RingcacheException unreachable) {
                  throw unreachable;
                }
                return BatchAnswer.of(answer);
              } catch (RingcacheException e) {
                Map<String, Lookup> none = new HashMap<>();
                keys.forEach(key -> none.put(key, Lookup.failed(e)));
                return none;
              }
            });
  }

  /** How many were deleted. */
  CompletableFuture<Long> mdelete(Collection<String> keys) {
    return Stages.sum(
        parts(keys).stream()
            .map(
                part ->
                    transport
                        .send(Call.of("POST", entries + "/mdelete", keysBody(part)))
                        .thenApply(answer -> Json.answer(answer).path("deleted").asLong()))
            .toList());
  }

  /** How many were stored. */
  CompletableFuture<Long> mset(Collection<Stored> values) {
    List<CompletableFuture<Long>> parts = new ArrayList<>();
    Body body = new Body();
    int keys = 0;
    for (Stored stored : values) {
      body.json(keys == 0 ? "{\"entries\":[{\"key\":" : ",{\"key\":")
          .string(Keys.check(stored.key()))
          .json(",")
          .entry(stored.json(), stored.options())
          .json("}");
      keys++;
      if (keys == MOST_KEYS || body.size() >= MOST_BYTES) {
        parts.add(msetPart(body));
        body = new Body();
        keys = 0;
      }
    }
    if (keys > 0) {
      parts.add(msetPart(body));
    }
    return Stages.sum(parts);
  }

  private CompletableFuture<Long> msetPart(Body entriesSoFar) {
    return transport
        .send(Call.of("POST", entries + "/mset", entriesSoFar.json("]}").toBytes()))
        .thenApply(answer -> Json.answer(answer).path("stored").asLong());
  }

  private static byte[] keysBody(List<String> keys) {
    return new Body().json("{\"keys\":").strings(keys).json("}").toBytes();
  }

  private static List<List<String>> parts(Collection<String> keys) {
    List<String> all = keys.stream().map(Keys::check).toList();
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MOST_KEYS) {
      parts.add(all.subList(from, Math.min(from + MOST_KEYS, all.size())));
    }
    return parts;
  }
}
