package io.ringcache.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One namespace of the cache. Every call blocks, for the client's timeout at most (that of a loader
 * comes on top); those that do not are in {@link #async}. Thread-safe.
 *
 * <p>{@code getOrLoad} and {@code getOrLoadAll} do without a cache that fails, unless {@link
 * LoadOptions#strictly} is asked for. Every other call throws a {@link RingcacheException} then, or
 * if the calling thread is interrupted; and an {@link IllegalArgumentException} for a key that can
 * be none: empty, longer than 512 bytes, with control characters, {@code stats}, {@code .} or
 * {@code ..}.
 *
 * <p>JSON's null is no value: a read does not tell it from an absent one, but for {@link #entry}.
 */
public final class Namespace {

  private static final int PAGE = 1000;

  private final Core core;
  private final AsyncNamespace async;

  Namespace(Core core, AsyncNamespace async) {
    this.core = core;
    this.async = async;
  }

  public String name() {
    return core.namespace();
  }

  /** The same without blocking. */
  public AsyncNamespace async() {
    return async;
  }

  /** {@link #getOrLoad(String, LoadOptions, Class, Loader)} with that ttl. */
  public <T> @Nullable T getOrLoad(
      String key, Duration ttl, Class<T> type, Loader<? extends T> loader) {
    return getOrLoad(key, LoadOptions.ttl(ttl), type, loader);
  }

  /**
   * The value in the cache; else what the loader brings, which is stored. In this process one
   * caller at a time loads a key, on its own thread; who comes meanwhile waits for it and gets the
   * same object. What the loader throws everybody gets who waits for it, and nothing is stored; a
   * checked exception as the cause of a {@link LoadFailedException}. If the one who loads is
   * interrupted, another one loads.
   *
   * <p>A loader may ask for other keys; for its own, or for one whose loader waits for it, it gets
   * an {@link IllegalStateException}, if it asks on its thread. If this client writes to the key
   * while it is being loaded, what was loaded is returned, and not stored.
   *
   * @return null if the loader knows of no value, or the cache that it does not
   */
  public <T> @Nullable T getOrLoad(
      String key, LoadOptions options, Class<T> type, Loader<? extends T> loader) {
    return getOrLoad(key, options, core.json().type(type), loader);
  }

  /** {@link #getOrLoad(String, LoadOptions, Class, Loader)} with that ttl, of a generic type. */
  public <T> @Nullable T getOrLoad(
      String key, Duration ttl, TypeReference<T> type, Loader<? extends T> loader) {
    return getOrLoad(key, LoadOptions.ttl(ttl), type, loader);
  }

  /** {@link #getOrLoad(String, LoadOptions, Class, Loader)} of a generic type. */
  public <T> @Nullable T getOrLoad(
      String key, LoadOptions options, TypeReference<T> type, Loader<? extends T> loader) {
    return getOrLoad(key, options, core.json().type(type), loader);
  }

  private <T> @Nullable T getOrLoad(
      String key, LoadOptions options, JavaType type, Loader<? extends T> loader) {
    CallerRuns caller = new CallerRuns();
    CallerRuns.Work<T> work =
        () -> {
          T value = loader.load();
          return value == null ? Map.of() : Map.of(key, value);
        };
    CompletableFuture<Map<String, T>> run =
        core.load(key, options, type, keys -> caller.load(work), caller, Loading.current());
    return caller.await(run).get(key);
  }

  /** {@link #getOrLoadAll(Collection, LoadOptions, Class, BulkLoader)} with that ttl. */
  public <T> Map<String, T> getOrLoadAll(
      Collection<String> keys, Duration ttl, Class<T> type, BulkLoader<T> loader) {
    return getOrLoadAll(keys, LoadOptions.ttl(ttl), type, loader);
  }

  /**
   * The values in the cache, and what the loader brings for all others by one call; as {@link
   * #getOrLoad(String, LoadOptions, Class, Loader)}. Keys that others are loading at the moment are
   * waited for, not loaded. Keys that the cache could not read are loaded, and not stored.
   *
   * <p>What was loaded is stored whatever other clients have written meanwhile.
   *
   * @return those that have a value, in the order asked
   */
  public <T> Map<String, T> getOrLoadAll(
      Collection<String> keys, LoadOptions options, Class<T> type, BulkLoader<T> loader) {
    return getOrLoadAll(keys, options, core.json().type(type), loader);
  }

  /** {@link #getOrLoadAll(Collection, LoadOptions, Class, BulkLoader)} of a generic type. */
  public <T> Map<String, T> getOrLoadAll(
      Collection<String> keys, LoadOptions options, TypeReference<T> type, BulkLoader<T> loader) {
    return getOrLoadAll(keys, options, core.json().type(type), loader);
  }

  private <T> Map<String, T> getOrLoadAll(
      Collection<String> keys, LoadOptions options, JavaType type, BulkLoader<T> loader) {
    CallerRuns caller = new CallerRuns();
    CompletableFuture<Map<String, T>> run =
        core.loadAll(
            keys,
            options,
            type,
            missing -> caller.load(() -> new HashMap<>(loader.load(Set.copyOf(missing)))),
            caller,
            Loading.current());
    return caller.await(run);
  }

  /** The value, if there is one. */
  public <T> Optional<T> get(String key, Class<T> type) {
    return this.<T>entry(key, core.json().type(type)).map(CacheEntry::value);
  }

  /** The value, if there is one. */
  public <T> Optional<T> get(String key, TypeReference<T> type) {
    return this.<T>entry(key, core.json().type(type)).map(CacheEntry::value);
  }

  /** The value with its remaining ttl and its ETag. */
  public <T> Optional<CacheEntry<T>> entry(String key, Class<T> type) {
    return entry(key, core.json().type(type));
  }

  /** The value with its remaining ttl and its ETag. */
  public <T> Optional<CacheEntry<T>> entry(String key, TypeReference<T> type) {
    return entry(key, core.json().type(type));
  }

  private <T> Optional<CacheEntry<T>> entry(String key, JavaType type) {
    return Waiting.get(core.entry(key, type));
  }

  /** Those that have a value, in the order asked. */
  public <T> Map<String, T> getAll(Collection<String> keys, Class<T> type) {
    return Waiting.get(core.getAll(keys, core.json().type(type)));
  }

  /** Those that have a value, in the order asked. */
  public <T> Map<String, T> getAll(Collection<String> keys, TypeReference<T> type) {
    return Waiting.get(core.getAll(keys, core.json().type(type)));
  }

  /** Whether there is an entry; does not count as a read of it. */
  public boolean contains(String key) {
    return Waiting.get(core.rest().contains(key));
  }

  /** Stores it with the namespace's ttl, whatever is there. */
  public Written put(String key, @Nullable Object value) {
    return put(key, value, StoreOptions.DEFAULT);
  }

  /** Stores it, whatever is there. */
  public Written put(String key, @Nullable Object value, Duration ttl) {
    return put(key, value, StoreOptions.ttl(ttl));
  }

  /** Stores it, whatever is there. */
  public Written put(String key, @Nullable Object value, StoreOptions options) {
    return Waiting.get(core.put(key, value, options, Optional.empty()));
  }

  /** Stores it, whatever is there, with what a reader of that generic type needs. */
  public <T> Written put(
      String key, @Nullable T value, StoreOptions options, TypeReference<T> type) {
    return Waiting.get(core.put(key, value, options, Optional.of(core.json().type(type))));
  }

  /**
   * Stores them, whatever is there.
   *
   * @return how many, which is all of them
   */
  public long putAll(Map<String, ?> values, StoreOptions options) {
    return Waiting.get(core.putAll(values, options));
  }

  /** Stores it where there is nothing; of many who do one succeeds. Empty: there was something. */
  public Optional<Written> putIfAbsent(String key, @Nullable Object value, StoreOptions options) {
    return Waiting.get(core.putIf(key, value, options, Condition.ABSENT));
  }

  /** Stores it where the value is the one of that ETag. Empty: it is not, or there is none. */
  public Optional<Written> replace(
      String key, String etag, @Nullable Object value, StoreOptions options) {
    return Waiting.get(core.putIf(key, value, options, Condition.unchangedSince(etag)));
  }

  /** Removes it; whether there was something, as far as is known where it was sent twice. */
  public boolean delete(String key) {
    return Waiting.get(core.delete(key));
  }

  /** Removes it where the value is the one of that ETag; whether it was. */
  public boolean delete(String key, String etag) {
    return Waiting.get(core.deleteIf(key, Condition.unchangedSince(etag)));
  }

  /** Removes them; how many there were. */
  public long deleteAll(Collection<String> keys) {
    return Waiting.get(core.deleteAll(keys));
  }

  /** Adds to the integer there, atomically; an absent one was 0. What it is now. */
  public long incr(String key, long delta) {
    return incr(key, delta, 0, StoreOptions.DEFAULT);
  }

  /**
   * Adds to the integer there, atomically.
   *
   * @param initial what an absent one was
   * @param options of which the ttl, if there is one, is set in any case; tags are not
   * @return what it is now
   * @throws ConflictException if what is there is no integer, or the sum none of 64 bits
   */
  public long incr(String key, long delta, long initial, StoreOptions options) {
    return Waiting.get(core.incr(key, delta, initial, options));
  }

  /** Gives it a new ttl; whether it is there. */
  public boolean touch(String key, Duration ttl) {
    return Waiting.get(core.rest().touch(key, ttl));
  }

  /** Removes what carries any of those tags, of which there are 1 to 16; how many that were. */
  public long invalidate(String... tags) {
    return Waiting.get(core.invalidate(List.of(tags)));
  }

  /** Removes everything; how many that were. */
  public long flush() {
    return Waiting.get(core.flush(Optional.empty()));
  }

  /** Removes the keys of that glob, as Redis has it; how many that were. */
  public long flush(String pattern) {
    return Waiting.get(core.flush(Optional.of(pattern)));
  }

  public NamespaceStats stats() {
    return Waiting.get(core.rest().stats());
  }

  /** Every key, as {@link #keys(String)}. */
  public Stream<String> keys() {
    return KeyStream.of(cursor -> Waiting.get(core.rest().keys(Optional.empty(), cursor, PAGE)));
  }

  /**
   * The keys of that glob, page by page as they are taken: each that was there throughout, and only
   * once unless it was written meanwhile.
   */
  public Stream<String> keys(String pattern) {
    return KeyStream.of(
        cursor -> Waiting.get(core.rest().keys(Optional.of(pattern), cursor, PAGE)));
  }
}
