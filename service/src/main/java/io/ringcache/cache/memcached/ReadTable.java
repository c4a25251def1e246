package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheKey;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How often and when this process has read the entries of a node: a node itself keeps no counts,
 * and notices when an item was read only now and then. Thread-safe.
 *
 * <p>Bounded: of more than {@value #MAX_ENTRIES} entries it forgets those that were not read for
 * longest, which is what nobody evicts last.
 *
 * <p>Every read comes here. Objects that are replaced at each, among a hundred thousand that stay,
 * make the garbage collector's pauses ten times as long, and all readers wait for them. So these
 * are numbers, and a key is known by 64 bits of hash: two of the same, which nobody will see, would
 * have their reads counted as one's.
 */
final class ReadTable {

  static final int MAX_ENTRIES = 100_000;

  /** How long it takes until a read counts for half, where the least used are to go. */
  private static final double HALF_LIFE_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private static final long FNV_PRIME = 0x100000001b3L;

  /**
   * The reads of one value. Immutable.
   *
   * @param version of the value, its {@code created_at}
   * @param heat the reads, old ones counting less, as it was at the last
   */
  record Reads(long version, long count, long lastMillis, double heat) {

    static final Reads NONE = new Reads(0, 0, 0, 0);

    double heatAt(long nowMillis) {
      return cooled(heat, lastMillis, nowMillis);
    }
  }

  private final long seed = ThreadLocalRandom.current().nextLong();
  private final RecentKeys keys = new RecentKeys(MAX_ENTRIES);

  // By a key's place.
  private long[] versions = new long[keys.capacity()];
  private long[] counts = new long[keys.capacity()];
  private long[] lastMillis = new long[keys.capacity()];
  private double[] heats = new double[keys.capacity()];

  /** Notes that the value of that version was read. */
  void note(CacheKey key, long version, long nowMillis) {
    note(hash(key), version, nowMillis);
  }

  private synchronized void note(long hash, long version, long nowMillis) {
    int place = keys.find(hash);
    if (place != RecentKeys.NONE && versions[place] == version) {
      keys.use(place);
      counts[place]++;
      heats[place] = cooled(heats[place], lastMillis[place], nowMillis) + 1;
      lastMillis[place] = Math.max(lastMillis[place], nowMillis);
      return;
    }
    if (place == RecentKeys.NONE) {
      place = keys.add(hash);
      grow();
    } else {
      keys.use(place);
    }
    versions[place] = version;
    counts[place] = 1;
    heats[place] = 1;
    lastMillis[place] = nowMillis;
  }

  private void grow() {
    int capacity = keys.capacity();
    if (capacity > versions.length) {
      versions = Arrays.copyOf(versions, capacity);
      counts = Arrays.copyOf(counts, capacity);
      lastMillis = Arrays.copyOf(lastMillis, capacity);
      heats = Arrays.copyOf(heats, capacity);
    }
  }

  /** The reads of whatever value was read last; none where nothing is known. */
  synchronized Reads of(CacheKey key) {
    int place = keys.find(hash(key));
    return place == RecentKeys.NONE
        ? Reads.NONE
        : new Reads(versions[place], counts[place], lastMillis[place], heats[place]);
  }

  /** There is another value now, or none. */
  synchronized void forget(CacheKey key) {
    int place = keys.find(hash(key));
    if (place != RecentKeys.NONE) {
      keys.remove(place);
    }
  }

  /** FNV-1a over the namespace, a colon, which it can not have, and the key; then stirred. */
  private long hash(CacheKey key) {
    long hash = seed;
    String namespace = key.namespace().value();
    for (int i = 0; i < namespace.length(); i++) {
      hash = (hash ^ namespace.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ ':') * FNV_PRIME;
    for (byte b : key.utf8()) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
    return hash ^ (hash >>> 32);
  }

  private static double cooled(double heat, long sinceMillis, long nowMillis) {
    return heat * Math.pow(0.5, Math.max(0, nowMillis - sinceMillis) / HALF_LIFE_MILLIS);
  }
}
