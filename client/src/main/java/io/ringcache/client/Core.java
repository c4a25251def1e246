package io.ringcache.client;

import com.fasterxml.jackson.databind.JavaType;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a namespace's blocking and its asynchronous form share: values instead of JSON, and that
 * every write says so to the loads under way before it is sent.
 */
final class Core {

  private final Rest rest;
  private final BatchRest batchRest;
  private final Json json;
  private final Meter meter;
  private final Flights flights;
  private final LoadRun.Setting one;
  private final LoadRun.Setting many;

  Core(Transport transport, Json json, Meter meter, Flights flights, String namespace) {
    this.rest = new Rest(transport, namespace);
    this.batchRest = new BatchRest(transport, namespace);
    this.json = json;
    this.meter = meter;
    this.flights = flights;
    this.one = new LoadRun.Setting(namespace, flights, json, meter, new OneEntry(rest));
    this.many = new LoadRun.Setting(namespace, flights, json, meter, new ManyEntries(batchRest));
  }

  String namespace() {
    return rest.namespace();
  }

  Json json() {
    return json;
  }

  /** What only reads, or concerns no entry's value. */
  Rest rest() {
    return rest;
  }

  <T> CompletableFuture<Optional<CacheEntry<T>>> entry(String key, JavaType type) {
    return rest.get(key)
        .thenApply(
            found -> {
              meter.read(namespace(), found.isPresent() ? 1 : 0, found.isPresent() ? 0 : 1);
              return found.map(
                  entry ->
                      new CacheEntry<>(
                          json.<T>read(entry.value(), type),
                          entry.ttlRemaining(),
                          entry.createdAt(),
                          entry.etag()));
            });
  }

  /** The values that are there, in the order asked. */
  <T> CompletableFuture<Map<String, T>> getAll(Collection<String> keys, JavaType type) {
    Set<String> distinct = new LinkedHashSet<>(keys);
    return batchRest
        .mget(distinct)
        .thenApply(
            found -> {
              Map<String, T> values = new LinkedHashMap<>();
              int hits = 0;
              for (String key : distinct) {
                Lookup lookup = found.getOrDefault(key, Lookup.ABSENT);
                if (lookup.failure().isPresent()) {
                  throw lookup.failure().get();
                }
                hits += lookup.value().isPresent() ? 1 : 0;
                lookup
                    .value()
                    .map(slice -> json.<T>read(slice, type))
                    .ifPresent(value -> values.put(key, value));
              }
              meter.read(namespace(), hits, distinct.size() - hits);
              return values;
            });
  }

  <T> CompletableFuture<Map<String, T>> load(
      String key,
      LoadOptions options,
      JavaType type,
      Source<T> source,
      Executor executor,
      @Nullable Loading parent) {
    return new LoadRun<>(one, type, options, source, executor, parent)
        .start(Set.of(Keys.check(key)));
  }

  <T> CompletableFuture<Map<String, T>> loadAll(
      Collection<String> keys,
      LoadOptions options,
      JavaType type,
      Source<T> source,
      Executor executor,
      @Nullable Loading parent) {
    Set<String> distinct = new LinkedHashSet<>(keys);
    return new LoadRun<>(many, type, options, source, executor, parent)
        .start(distinct)
        .thenApply(
            values -> {
              Map<String, T> inOrder = new LinkedHashMap<>();
              for (String key : distinct) {
                T value = values.get(key);
                if (value != null) {
                  inOrder.put(key, value);
                }
              }
              return inOrder;
            });
  }

  CompletableFuture<Written> put(
      String key, @Nullable Object value, StoreOptions options, Optional<JavaType> type) {
    Stored stored = new Stored(key, json.write(value, type), options);
    return writing(key, () -> rest.put(stored));
  }

  CompletableFuture<Optional<Written>> putIf(
      String key, @Nullable Object value, StoreOptions options, Condition condition) {
    Stored stored = new Stored(key, json.write(value, Optional.empty()), options);
    return writing(key, () -> rest.put(stored, condition));
  }

  CompletableFuture<Long> putAll(Map<String, ?> values, StoreOptions options) {
    Map<String, Stored> stored = new HashMap<>();
    values.forEach(
        (key, value) ->
            stored.put(key, new Stored(key, json.write(value, Optional.empty()), options)));
    stored.keySet().forEach(this::supersede);
    return batchRest.mset(stored.values());
  }

  CompletableFuture<Boolean> delete(String key) {
    return writing(key, () -> rest.delete(key));
  }

  CompletableFuture<Boolean> deleteIf(String key, Condition condition) {
    return writing(key, () -> rest.delete(key, condition));
  }

  CompletableFuture<Long> deleteAll(Collection<String> keys) {
    Set<String> distinct = new LinkedHashSet<>(keys);
    distinct.forEach(this::supersede);
    return batchRest.mdelete(distinct);
  }

  CompletableFuture<Long> incr(String key, long delta, long initial, StoreOptions options) {
    return writing(key, () -> rest.incr(key, delta, initial, options.ttl()));
  }

  CompletableFuture<Long> invalidate(List<String> tags) {
    flights.supersedeAll(namespace());
    return rest.invalidate(tags);
  }

  CompletableFuture<Long> flush(Optional<String> pattern) {
    flights.supersedeAll(namespace());
    return rest.flush(pattern);
  }

  private <R> CompletableFuture<R> writing(String key, Supplier<CompletableFuture<R>> write) {
    supersede(key);
    return write.get();
  }

  private void supersede(String key) {
    flights.supersede(new Flight.Id(namespace(), key));
  }
}
