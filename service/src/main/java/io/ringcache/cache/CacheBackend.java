package io.ringcache.cache;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Keeps entries. Thread-safe and asynchronous: no call blocks, every stage completes within the
 * backend's configured deadline, with a value or a {@link CacheException}. It may complete on a
 * thread that serves other requests too: what is chained to it must not block either. Of two calls
 * that are under way together either may happen first, also where one caller made both.
 *
 * <p>A write whose stage fails may or may not have happened, except with {@link
 * CacheException.NodeBusy} and {@link CacheException.StorageFull}: then it has not.
 *
 * <p>The behaviour is fixed by {@code CacheBackendContract} in the tests, which every
 * implementation passes.
 */
public interface CacheBackend extends AutoCloseable {

  /** The kind, as configuration and {@code /health} name it: {@code memory}, {@code redis}. */
  String type();

  /** Reads an entry and counts one hit or miss; empty if there is no live one. */
  CompletionStage<Optional<Entry>> get(CacheKey key);

  /** As {@link #get}, counting nothing and crediting no access. */
  CompletionStage<Optional<Entry>> peek(CacheKey key);

  /** Stores an entry, replacing what was there: value, ttl and tags. */
  CompletionStage<PutResult> put(CacheKey key, NewEntry entry);

  /** Removes an entry; whether a live one was there. */
  CompletionStage<Boolean> delete(CacheKey key);

  /**
   * Reads many entries of one namespace, counting one hit or miss for each that could be read. The
   * stage itself does not fail.
   *
   * @param keys distinct
   */
  CompletionStage<BatchResult<Optional<Entry>>> getAll(Collection<CacheKey> keys);

  /** Stores many entries, each as {@link #put} does; not as one. The stage itself does not fail. */
  CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> entries);

  /**
   * Removes many entries, each as {@link #delete} does. The stage itself does not fail.
   *
   * @param keys distinct
   */
  CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> keys);

  /**
   * Removes every entry of the namespace whose key matches and that was stored before the call; one
   * stored meanwhile may stay. Takes as long as it takes: the deadline holds for each of its steps.
   * Other namespaces are not touched, other calls not held up. The stage does not fail: nodes that
   * could not be flushed are named in the result.
   */
  CompletionStage<FlushResult> flush(NamespaceName namespace, Glob pattern);

  /**
   * The namespace's numbers, all zero for one never used. What calls completed on this backend
   * before are in it. The stage does not fail: see {@link NamespaceStats#degraded}.
   */
  CompletionStage<NamespaceStats> stats(NamespaceName namespace);

  /** How the nodes are; the stage does not fail, and completes within a second. */
  CompletionStage<BackendHealth> health();

  /**
   * Releases connections and threads; calls under way and later ones fail, as with no node left.
   * Idempotent, does not throw.
   */
  @Override
  void close();
}
