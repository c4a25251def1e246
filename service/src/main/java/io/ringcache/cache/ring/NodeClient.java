package io.ringcache.cache.ring;

import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.EntryInfo;
import io.ringcache.cache.EvictionListener;
import io.ringcache.cache.Glob;
import io.ringcache.cache.Increment;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * What one node of a ring does for the keys that the ring places on it: the promises of {@link
 * io.ringcache.cache.CacheBackend}, except that here any stage may fail with a {@link
 * io.ringcache.cache.CacheException}, also those of the batches: then it holds for all their keys.
 *
 * <p>A call on a node that is known to be down fails at once. Outlives the ring it serves in.
 */
public interface NodeClient extends AutoCloseable {

  /** The node's name in the ring, the configuration and every message. */
  String name();

  CompletionStage<Optional<Entry>> get(CacheKey key);

  CompletionStage<Optional<Entry>> peek(CacheKey key);

  /**
   * Stores an entry.
   *
   * @param room what of the namespace's quota this node may fill
   */
  CompletionStage<PutResult> put(
      CacheKey key, NewEntry entry, Precondition precondition, Quota room);

  CompletionStage<Boolean> delete(CacheKey key, Precondition precondition);

  /**
   * Adds to a counter.
   *
   * @param room see {@link #put}
   */
  CompletionStage<Long> increment(CacheKey key, Increment increment, Quota room);

  CompletionStage<Boolean> touch(CacheKey key, Ttl ttl);

  CompletionStage<Optional<EntryInfo>> inspect(CacheKey key);

  /**
   * Reads the values of many entries.
   *
   * @param claim asked for room before a value is kept; with none the outcome is of no matter
   */
  CompletionStage<BatchResult<Optional<byte[]>>> getAll(
      Collection<CacheKey> keys, ValueRoom.Claim claim);

  /**
   * Stores many entries of one namespace.
   *
   * @param room see {@link #put}
   */
  CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> entries, Quota room);

  CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> keys);

  /** How many live entries were removed. */
  CompletionStage<Long> flush(NamespaceName namespace, Glob pattern);

  /** How many live entries were removed. */
  CompletionStage<Long> invalidate(NamespaceName namespace, Tags tags);

  /**
   * Lists keys on this node; its cursors are its own. Fails with {@link
   * io.ringcache.cache.InvalidInputException} where the cursor is none of them.
   */
  CompletionStage<KeyPage> keys(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit);

  /**
   * Evicts until the namespace's bytes here are within that, in steps that hold nobody up.
   * Completes when they are; with the policy {@code NONE} at once.
   */
  CompletionStage<Void> trim(NamespaceName namespace, Quota room);

  /**
   * The namespace's bytes on this node by its last reply, expired entries that are still there
   * included; 0 if it never said. Does not ask the node.
   */
  long lastKnownBytes(NamespaceName namespace);

  /** This node's part of the numbers. */
  CompletionStage<NamespaceStats> stats(NamespaceName namespace);

  CompletionStage<BackendHealth.Node> health();

  /** How the node looks from here; does not ask it. */
  NodeState state();

  /** See {@link io.ringcache.cache.CacheBackend#onEviction}. */
  void onEviction(EvictionListener listener);

  /**
   * Completes when nothing that was given up before, its stage failed, can happen on the node any
   * more, as it could while it waits there unread. Fails as any call.
   */
  CompletionStage<Void> settle();

  /** What is written on the node of the ring that fills it; empty where nothing is. */
  CompletionStage<Optional<String>> ringMark();

  /**
   * Writes that, where there still is what was seen; whether it was. Also on a node that is full.
   *
   * @param seen empty where nothing is to be there
   */
  CompletionStage<Boolean> replaceRingMark(Optional<String> seen, String mark);

  /**
   * Removes the entries of all namespaces that are not to stay, in small steps, shared by all
   * processes that are at it.
   *
   * @param mark what is written on the node as long as this is wanted
   * @param stays whether an entry stays that the ring places by these bytes
   * @return false if another process is at it, or the mark is another: there may be some left
   */
  CompletionStage<Boolean> sweep(String mark, Predicate<byte[]> stays);

  /** Removes everything of ours but the mark; else as {@link #sweep}. */
  CompletionStage<Boolean> clear(String mark);

  @Override
  void close();
}
