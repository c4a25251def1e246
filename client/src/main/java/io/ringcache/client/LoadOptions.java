package io.ringcache.client;

import java.time.Duration;
import java.util.Optional;

/**
 * How a value is looked up, and stored where it had to be loaded. Immutable.
 *
 * @param store how what was loaded is stored
 * @param ttlJitter by which share of itself the ttl is shortened at most, by chance, so that what
 *     was stored together does not expire together; 0 to 1
 * @param absentTtl how long it is remembered that the loader knows of no value; empty: not at all
 * @param strict whether a cache that can't be asked or written to is an exception rather than
 *     something to do without
 * @param longestWait how long to wait for another caller's load; empty: as long as it takes
 */
public record LoadOptions(
    StoreOptions store,
    double ttlJitter,
    Optional<Duration> absentTtl,
    boolean strict,
    Optional<Duration> longestWait) {

  /** With the namespace's ttl, and nothing else. */
  public static final LoadOptions DEFAULT =
      new LoadOptions(StoreOptions.DEFAULT, 0, Optional.empty(), false, Optional.empty());

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public LoadOptions {
    if (!(ttlJitter >= 0 && ttlJitter <= 1)) {
      throw new IllegalArgumentException("a jitter is a share from 0 to 1: " + ttlJitter);
    }
    absentTtl.ifPresent(Ttls::seconds);
  }

  /** With that ttl, and nothing else. */
  public static LoadOptions ttl(Duration ttl) {
    return of(StoreOptions.ttl(ttl));
  }

  /** Stored like this, and nothing else. */
  public static LoadOptions of(StoreOptions store) {
    return new LoadOptions(store, 0, Optional.empty(), false, Optional.empty());
  }

  /** The same with those tags instead. */
  public LoadOptions tags(String... tags) {
    return new LoadOptions(store.tags(tags), ttlJitter, absentTtl, strict, longestWait);
  }

  /** The same with that jitter instead: 0.1 is a ttl of 90 to 100 % of what it was. */
  public LoadOptions ttlJitter(double share) {
    return new LoadOptions(store, share, absentTtl, strict, longestWait);
  }

  /** The same, but null from the loader is remembered that long, as JSON's null. */
  public LoadOptions absentTtl(Duration ttl) {
    return new LoadOptions(store, ttlJitter, Optional.of(ttl), strict, longestWait);
  }

  /** The same, but whatever the cache fails at is thrown. */
  public LoadOptions strictly() {
    return new LoadOptions(store, ttlJitter, absentTtl, true, longestWait);
  }

  /** The same, but another caller's load is waited for that long at most. */
  public LoadOptions longestWait(Duration wait) {
    return new LoadOptions(store, ttlJitter, absentTtl, strict, Optional.of(wait));
  }
}
