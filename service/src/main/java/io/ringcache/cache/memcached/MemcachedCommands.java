package io.ringcache.cache.memcached;

import io.ringcache.cache.ring.ValueRoom;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * What a node can do, asynchronously. Thread-safe, blocks nobody; every stage completes within the
 * deadline, with a value or a {@link io.ringcache.cache.CacheException}, and on a thread that
 * others wait for. A write whose stage fails may or may not have happened, except with {@code
 * NodeBusy} and {@code StorageFull}.
 *
 * <p>Keys are wire keys: 1 to 250 bytes of printable ASCII without spaces, see {@link WireKey}.
 * {@code expiresAt} is in seconds since the epoch, 0 for never; the node then forgets the item by
 * its own clock, which is good for tidying up only.
 */
interface MemcachedCommands {

  /** The node's name in the ring. */
  String node();

  /** Reads items; absent keys are not in the map. One round trip, however many keys. */
  CompletionStage<Map<String, Item>> gets(Collection<String> keys);

  /**
   * The same, of items that may be many and large.
   *
   * @param claim asked for room before an item is kept; those for which there is none are left out
   */
  CompletionStage<Map<String, Item>> gets(Collection<String> keys, ValueRoom.Claim claim);

  /**
   * What an item takes on the node, key and header included, in bytes: as a line of a dump says it.
   * Empty where there is none.
   */
  CompletionStage<OptionalInt> itemSize(String key);

  /** Stores an item where there is none; false if there is one. */
  CompletionStage<Boolean> add(String key, byte[] bytes, long expiresAt);

  /** Stores an item where there still is the one that {@link #gets} has shown. */
  CompletionStage<CasOutcome> cas(String key, byte[] bytes, long expiresAt, long cas);

  /** Stores an item, whatever there was. */
  CompletionStage<Void> set(String key, byte[] bytes, long expiresAt);

  /** Removes an item; false if there was none. */
  CompletionStage<Boolean> delete(String key);

  /** Removes an item where there still is the one that {@link #gets} has shown. */
  CompletionStage<CasOutcome> delete(String key, long cas);

  /**
   * Adds to a counter of our own; where there is none, it is made with the initial value.
   *
   * @return what it is now
   */
  CompletionStage<Long> count(String key, long delta, long initial);

  /** What {@code stats} says of the process: uptime, pid, bytes, limit_maxbytes and the like. */
  CompletionStage<Map<String, String>> stats();

  /**
   * The largest value that the node takes, in bytes, by {@code stats settings}; empty while it was
   * never asked. Does not ask.
   */
  OptionalLong itemSizeMax();

  /**
   * Walks through the keys of the node ({@code lru_crawler metadump hash}), on a connection and a
   * thread of its own, one walk at a time; those who ask while one is waiting to start share it. A
   * key that was there throughout is shown once at least. Has no deadline for the whole, but one
   * for each pause of the node.
   *
   * @param pace of those who share a walk, the fastest decides
   */
  CompletionStage<Void> walk(LineTaker taker, Pace pace);

  /** The same, for somebody who waits. */
  default CompletionStage<Void> walk(LineTaker taker) {
    return walk(taker, Pace.URGENT);
  }
}
