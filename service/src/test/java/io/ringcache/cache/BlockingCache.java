package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One namespace of a backend, as a test likes to see it: names for keys, text for JSON, and every
 * call waits for its stage. Batches fail where any of their keys does. Thread-safe.
 */
public final class BlockingCache {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CacheBackend backend;
  private final NamespaceName namespace;

  public BlockingCache(CacheBackend backend, NamespaceName namespace) {
    this.backend = backend;
    this.namespace = namespace;
  }

  /**
   * What the stage completes with.
   *
   * @throws CacheException the one that the stage failed with
   * @throws InvalidInputException likewise
   */
  public static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CacheException failure) {
        throw failure;
      }
      if (e.getCause() instanceof InvalidInputException refusal) {
        throw refusal;
      }
      throw new AssertionError("a stage fails with a CacheException only", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("the stage did not complete within " + PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public NamespaceName namespace() {
    return namespace;
  }

  public CacheKey key(String name) {
    return CacheKey.of(namespace, name);
  }

  public Optional<Entry> get(String name) {
    return await(backend.get(key(name)));
  }

  public Optional<Entry> peek(String name) {
    return await(backend.peek(key(name)));
  }

  /** The value that peek finds. */
  public Optional<String> value(String name) {
    return peek(name).map(entry -> new String(entry.json(), UTF_8));
  }

  /** Stores for ever, without tags. */
  public PutResult put(String name, String json) {
    return put(name, json, Ttl.FOREVER);
  }

  public PutResult put(String name, String json, Ttl ttl) {
    return put(name, new NewEntry(json.getBytes(UTF_8), ttl, Tags.NONE));
  }

  public PutResult put(String name, NewEntry entry) {
    return put(name, entry, Precondition.NONE);
  }

  public PutResult put(String name, String json, Precondition precondition) {
    return put(name, new NewEntry(json.getBytes(UTF_8), Ttl.FOREVER, Tags.NONE), precondition);
  }

  public PutResult put(String name, NewEntry entry, Precondition precondition) {
    return await(backend.put(key(name), entry, precondition));
  }

  public PutResult putTagged(String name, String json, Ttl ttl, String... tags) {
    return put(name, new NewEntry(json.getBytes(UTF_8), ttl, Tags.of(List.of(tags))));
  }

  public boolean delete(String name) {
    return delete(name, Precondition.NONE);
  }

  public boolean delete(String name, Precondition precondition) {
    return await(backend.delete(key(name), precondition));
  }

  /** Adds to a counter that begins at 0, and lives for ever if it is new. */
  public long increment(String name, long delta) {
    return increment(name, new Increment(delta, 0, Optional.empty(), Ttl.FOREVER));
  }

  public long increment(String name, Increment increment) {
    return await(backend.increment(key(name), increment));
  }

  public boolean touch(String name, Ttl ttl) {
    return await(backend.touch(key(name), ttl));
  }

  public Optional<EntryInfo> inspect(String name) {
    return await(backend.inspect(key(name)));
  }

  /** The values, as text. */
  public Map<String, Optional<String>> getAll(Collection<String> names) {
    Map<String, Optional<String>> values = new LinkedHashMap<>();
    byName(await(backend.getAll(keys(names))))
        .forEach((name, value) -> values.put(name, value.map(json -> new String(json, UTF_8))));
    return values;
  }

  /** Stores all with the same value and ttl, a thousand a call. */
  public Map<String, PutResult> putAll(Collection<String> names, String json, Ttl ttl) {
    NewEntry entry = new NewEntry(json.getBytes(UTF_8), ttl, Tags.NONE);
    Map<String, PutResult> results = new LinkedHashMap<>();
    List<CacheKey> keys = keys(names);
    for (int from = 0; from < keys.size(); from += 1000) {
      Map<CacheKey, NewEntry> entries = new LinkedHashMap<>();
      keys.subList(from, Math.min(from + 1000, keys.size())).forEach(k -> entries.put(k, entry));
      results.putAll(byName(await(backend.putAll(entries))));
    }
    return results;
  }

  public Map<String, Boolean> deleteAll(Collection<String> names) {
    return byName(await(backend.deleteAll(keys(names))));
  }

  /** How many the flush deleted. */
  public long flush(String pattern) {
    FlushResult result = await(backend.flush(namespace, Glob.of(pattern)));
    if (!result.failedNodes().isEmpty()) {
      throw new AssertionError("could not flush " + result.failedNodes());
    }
    return result.deleted();
  }

  /** How many the invalidation deleted. */
  public long invalidate(String... tags) {
    FlushResult result = await(backend.invalidate(namespace, Tags.of(List.of(tags))));
    if (!result.failedNodes().isEmpty()) {
      throw new AssertionError("could not invalidate " + result.failedNodes());
    }
    return result.deleted();
  }

  /** One page of a listing. */
  public KeyPage page(String pattern, Optional<String> cursor, int limit) {
    return await(backend.keys(namespace, Glob.of(pattern), cursor, limit));
  }

  /** The keys of all pages, as often as they are in them. */
  public List<String> list(String pattern, int limit) {
    List<String> keys = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      KeyPage page = page(pattern, cursor, limit);
      if (page.degraded() || page.keys().size() > limit) {
        throw new AssertionError("a page of at most " + limit + " keys, not " + page);
      }
      keys.addAll(page.keys());
      cursor = page.cursor();
    } while (cursor.isPresent());
    return keys;
  }

  public NamespaceStats stats() {
    return await(backend.stats(namespace));
  }

  private List<CacheKey> keys(Collection<String> names) {
    return names.stream().map(this::key).toList();
  }

  private static <T> Map<String, T> byName(BatchResult<T> result) {
    if (!result.failed().isEmpty()) {
      throw new AssertionError("failed: " + result.failed());
    }
    Map<String, T> byName = new LinkedHashMap<>();
    result.done().forEach((key, value) -> byName.put(key.name(), value));
    return byName;
  }
}
