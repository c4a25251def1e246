package io.ringcache.cache;

import java.util.Collection;
import java.util.List;
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
 * CacheException.NodeBusy} and {@link CacheException.StorageFull}: then it has not. Either way it
 * is over then: what begins afterwards and is done is not overtaken by it.
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

  /**
   * Stores an entry, replacing what was there: value, ttl, tags and access count. Where that would
   * go over the namespace's quota, others are evicted as its policy says, never this one.
   *
   * <p>Fails with {@link CacheException.PreconditionFailed}; with {@link
   * CacheException.StorageFull} where nothing may be evicted; with {@link
   * CacheException.ValueTooLarge} where key and value are more than the whole quota.
   */
  CompletionStage<PutResult> put(CacheKey key, NewEntry entry, Precondition precondition);

  /**
   * Removes an entry; whether a live one was there. Fails with {@link
   * CacheException.PreconditionFailed}.
   */
  CompletionStage<Boolean> delete(CacheKey key, Precondition precondition);

  /**
   * Adds to the integer that is an entry's value, as one, and returns the sum. An existing entry
   * keeps its tags; the sum is a new value, with a version of its own. Counts no hit or miss, and
   * is a write as {@link #put} is.
   *
   * <p>Fails with {@link CacheException.NotAnInteger} where the value is no 64-bit integer in
   * decimal digits (as JSON has it, without fraction and exponent), or the sum would be none; and
   * as {@link #put} does for want of room.
   */
  CompletionStage<Long> increment(CacheKey key, Increment increment);

  /** Changes when a live entry expires, nothing else; whether there was one. */
  CompletionStage<Boolean> touch(CacheKey key, Ttl ttl);

  /** What is known of a live entry, without counting as a read; empty if there is none. */
  CompletionStage<Optional<EntryInfo>> inspect(CacheKey key);

  /**
   * Reads the values of many entries of one namespace, counting one hit or miss for each that could
   * be read. The stage itself fails only where there is no room for so many bytes of values, with
   * {@link CacheException.NodeBusy}.
   *
   * <p>Values and nothing else, as bytes that are {@link Entry#json}'s: whoever reads many has no
   * use for the rest, and a backend may have to ask for it entry by entry.
   *
   * @param keys distinct
   */
  CompletionStage<BatchResult<Optional<byte[]>>> getAll(Collection<CacheKey> keys);

  /**
   * Stores many entries, each as {@link #put} does without a precondition; not as one. The stage
   * itself does not fail.
   */
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
   * Removes every live entry that carries any of the tags and was stored before the call; whatever
   * completes before the stage does is either gone or was stored after the call began. Else as
   * {@link #flush}.
   */
  CompletionStage<FlushResult> invalidate(NamespaceName namespace, Tags tags);

  /**
   * Lists keys that match. Going on from cursor to cursor to the end shows every key that was live
   * throughout, and only once unless it was written meanwhile. Fails with {@link
   * InvalidInputException}, field {@code CURSOR}, where the cursor is none that was given out for
   * this namespace; else does not fail.
   *
   * @param cursor empty for the beginning
   * @param limit 1 to 1,000
   */
  CompletionStage<KeyPage> keys(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit);

  /**
   * The namespace's numbers, all zero for one never used. What calls completed on this backend
   * before are in it. The stage does not fail: see {@link NamespaceStats#degraded}.
   */
  CompletionStage<NamespaceStats> stats(NamespaceName namespace);

  /** How the nodes are; the stage does not fail, and completes within a second. */
  CompletionStage<BackendHealth> health();

  /**
   * How each node looks from here, in the order of their names; none where the entries are in this
   * process. Asks them nothing, and so is cheap.
   */
  List<NodeState> nodes();

  /** What can be seen and done of the ring; empty where there is none. */
  default Optional<RingControl> ring() {
    return Optional.empty();
  }

  /**
   * Has somebody told of what this process evicts from now on, or finds evicted by a node; an
   * eviction whose answer was lost is not told of. One at a time: the last who asked.
   */
  void onEviction(EvictionListener listener);

  /**
   * Releases connections and threads; calls under way and later ones fail, as with no node left.
   * Idempotent, does not throw.
   */
  @Override
  void close();
}
