package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Quota;
import java.util.concurrent.CompletionStage;

/**
 * What a node may hold, as its writes ask for it. Thread-safe, blocks nobody. Bytes are those of
 * keys and JSON.
 */
interface Room {

  /** Room that was given to one write. */
  @FunctionalInterface
  interface Claim {

    /**
     * To be called once, when the write has come to an end.
     *
     * @param stored false only where it is known that nothing has changed
     */
    void settle(boolean stored);
  }

  /**
   * Asks for room before a write, evicting others where the policy has it so; the key itself never
   * gives way. Fails with {@link CacheException.StorageFull} where there is none.
   *
   * @param growth by how many bytes the node will hold more, negative where it is less; an entry
   *     that is not there or not alive has none
   */
  CompletionStage<Claim> claim(CacheKey key, long growth, Quota room);

  /** An entry of so many bytes was removed. */
  void removed(CacheKey key, long bytes);
}
