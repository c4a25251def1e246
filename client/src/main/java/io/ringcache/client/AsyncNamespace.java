package io.ringcache.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One namespace of the cache, without blocking: as {@link Namespace}, call by call. Loaders, and
 * what depends on the stages, run on the client's executor for callbacks. To cancel a stage, or to
 * complete it, changes nothing for others. Thread-safe.
 */
public final class AsyncNamespace {

  private final Core core;
  private final Executor callbacks;

  AsyncNamespace(Core core, Executor callbacks) {
    this.core = core;
    this.callbacks = callbacks;
  }

  public String name() {
    return core.namespace();
  }

  /**
   * {@link Namespace#getOrLoad(String, LoadOptions, Class, Loader)}, with a loader that does not
   * block either. One that asks for its own key after it has returned its stage waits for itself.
   */
  public <T> CompletableFuture<@Nullable T> getOrLoad(
      String key,
      LoadOptions options,
      Class<T> type,
      Supplier<? extends CompletionStage<? extends T>> loader) {
    return getOrLoad(key, options, core.json().type(type), loader);
  }

  /** {@link #getOrLoad(String, LoadOptions, Class, Supplier)} of a generic type. */
  public <T> CompletableFuture<@Nullable T> getOrLoad(
      String key,
      LoadOptions options,
      TypeReference<T> type,
      Supplier<? extends CompletionStage<? extends T>> loader) {
    return getOrLoad(key, options, core.json().type(type), loader);
  }

  private <T> CompletableFuture<@Nullable T> getOrLoad(
      String key,
      LoadOptions options,
      JavaType type,
      Supplier<? extends CompletionStage<? extends T>> loader) {
    Source<T> source =
        keys ->
            loader
                .get()
                .thenApply(value -> value == null ? Map.<String, T>of() : Map.of(key, value));
    return handedOn(
        core.load(key, options, type, source, callbacks, Loading.current())
            .thenApply(values -> values.get(key)));
  }

  /** {@link Namespace#getOrLoadAll(Collection, LoadOptions, Class, BulkLoader)}. */
  public <T> CompletableFuture<Map<String, T>> getOrLoadAll(
      Collection<String> keys,
      LoadOptions options,
      Class<T> type,
      Function<Set<String>, ? extends CompletionStage<? extends Map<String, T>>> loader) {
    return getOrLoadAll(keys, options, core.json().type(type), loader);
  }

  /** {@link #getOrLoadAll(Collection, LoadOptions, Class, Function)} of a generic type. */
  public <T> CompletableFuture<Map<String, T>> getOrLoadAll(
      Collection<String> keys,
      LoadOptions options,
      TypeReference<T> type,
      Function<Set<String>, ? extends CompletionStage<? extends Map<String, T>>> loader) {
    return getOrLoadAll(keys, options, core.json().type(type), loader);
  }

  private <T> CompletableFuture<Map<String, T>> getOrLoadAll(
      Collection<String> keys,
      LoadOptions options,
      JavaType type,
      Function<Set<String>, ? extends CompletionStage<? extends Map<String, T>>> loader) {
    return handedOn(core.loadAll(keys, options, type, loader::apply, callbacks, Loading.current()));
  }

  public <T> CompletableFuture<Optional<T>> get(String key, Class<T> type) {
    return handedOn(
        core.<T>entry(key, core.json().type(type))
            .thenApply(entry -> entry.map(CacheEntry::value)));
  }

  public <T> CompletableFuture<Optional<CacheEntry<T>>> entry(String key, Class<T> type) {
    return handedOn(core.entry(key, core.json().type(type)));
  }

  public <T> CompletableFuture<Optional<CacheEntry<T>>> entry(String key, TypeReference<T> type) {
    return handedOn(core.entry(key, core.json().type(type)));
  }

  public <T> CompletableFuture<Map<String, T>> getAll(Collection<String> keys, Class<T> type) {
    return handedOn(core.getAll(keys, core.json().type(type)));
  }

  public <T> CompletableFuture<Map<String, T>> getAll(
      Collection<String> keys, TypeReference<T> type) {
    return handedOn(core.getAll(keys, core.json().type(type)));
  }

  public CompletableFuture<Boolean> contains(String key) {
    return handedOn(core.rest().contains(key));
  }

  public CompletableFuture<Written> put(String key, @Nullable Object value, StoreOptions options) {
    return handedOn(core.put(key, value, options, Optional.empty()));
  }

  public CompletableFuture<Long> putAll(Map<String, ?> values, StoreOptions options) {
    return handedOn(core.putAll(values, options));
  }

  public CompletableFuture<Optional<Written>> putIfAbsent(
      String key, @Nullable Object value, StoreOptions options) {
    return handedOn(core.putIf(key, value, options, Condition.ABSENT));
  }

  public CompletableFuture<Optional<Written>> replace(
      String key, String etag, @Nullable Object value, StoreOptions options) {
    return handedOn(core.putIf(key, value, options, Condition.unchangedSince(etag)));
  }

  public CompletableFuture<Boolean> delete(String key) {
    return handedOn(core.delete(key));
  }

  public CompletableFuture<Boolean> delete(String key, String etag) {
    return handedOn(core.deleteIf(key, Condition.unchangedSince(etag)));
  }

  public CompletableFuture<Long> deleteAll(Collection<String> keys) {
    return handedOn(core.deleteAll(keys));
  }

  public CompletableFuture<Long> incr(String key, long delta, long initial, StoreOptions options) {
    return handedOn(core.incr(key, delta, initial, options));
  }

  public CompletableFuture<Boolean> touch(String key, Duration ttl) {
    return handedOn(core.rest().touch(key, ttl));
  }

  public CompletableFuture<Long> invalidate(String... tags) {
    return handedOn(core.invalidate(List.of(tags)));
  }

  public CompletableFuture<Long> flush() {
    return handedOn(core.flush(Optional.empty()));
  }

  public CompletableFuture<Long> flush(String pattern) {
    return handedOn(core.flush(Optional.of(pattern)));
  }

  public CompletableFuture<NamespaceStats> stats() {
    return handedOn(core.rest().stats());
  }

  /**
   * One page of the listing that {@link Namespace#keys(String)} goes through.
   *
   * @param pattern empty: every key
   * @param cursor of the page before
   * @param limit 1 to 1000
   */
  public CompletableFuture<KeyPage> keys(
      Optional<String> pattern, Optional<String> cursor, int limit) {
    return handedOn(core.rest().keys(pattern, cursor, limit));
  }

  /**
   * On the executor for callbacks: threads of the HTTP client are not for an application's work.
   */
  private <R> CompletableFuture<R> handedOn(CompletableFuture<R> stage) {
    return stage.whenCompleteAsync((value, failure) -> {}, callbacks);
  }
}
