package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often and when this process has read the entries of a node: a node itself keeps no counts,
 * and notices when an item was read only now and then. Thread-safe.
 *
 * <p>Bounded: of more than {@value #MAX_ENTRIES} entries it forgets those that were not read for
 * longest, which is what nobody evicts last.
 */
final class ReadTable {

  static final int MAX_ENTRIES = 100_000;

  /** How long it takes until a read counts for half, where the least used are to go. */
  private static final double HALF_LIFE_MILLIS = TimeUnit.MINUTES.toMillis(10);

  /**
   * The reads of one value. Immutable.
   *
   * @param version of the value, its {@code created_at}
   * @param heat the reads, old ones counting less, as it was at the last
   */
  record Reads(long version, long count, long lastMillis, double heat) {

    static final Reads NONE = new Reads(0, 0, 0, 0);

    private Reads plusOne(long nowMillis) {
      return new Reads(version, count + 1, Math.max(lastMillis, nowMillis), heatAt(nowMillis) + 1);
    }

    double heatAt(long nowMillis) {
      return heat * Math.pow(0.5, Math.max(0, nowMillis - lastMillis) / HALF_LIFE_MILLIS);
    }
  }

  private final Map<CacheKey, Reads> table =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CacheKey, Reads> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  /** Notes that the value of that version was read. */
  synchronized void note(CacheKey key, long version, long nowMillis) {
    Reads before = table.remove(key); // what was read last is to be the last to be forgotten
    table.put(
        key,
        before != null && before.version() == version
            ? before.plusOne(nowMillis)
            : new Reads(version, 1, nowMillis, 1));
  }

  /** The reads of whatever value was read last; none where nothing is known. */
  synchronized Reads of(CacheKey key) {
    return table.getOrDefault(key, Reads.NONE);
  }

  /** There is another value now, or none. */
  synchronized void forget(CacheKey key) {
    table.remove(key);
  }
}
