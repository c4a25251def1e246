package io.ringcache.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * Slows down whoever tries keys: ten wrong ones at once, and then one each six seconds.
 * Thread-safe, never blocks for longer than a map's update.
 *
 * <p>A bucket of tokens, kept as <a
 * href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">one number</a> for each client:
 * when its bucket will be full. Whoever comes from more networks than are remembered makes the
 * oldest forgotten, which costs memory nothing, and 256 random bits are safe from it anyway.
 */
final class WrongKeys {

  static final int AT_ONCE = 10;
  static final long EACH_NANOS = TimeUnit.SECONDS.toNanos(6);

  private static final long MAX_CLIENTS = 10_000;
  private static final long FULL_AFTER_NANOS = AT_ONCE * EACH_NANOS;

  private final Ticker ticker;
  private final Cache<ClientNetwork, Bucket> buckets;

  WrongKeys(Ticker ticker) {
    this.ticker = ticker;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_CLIENTS)
            .expireAfterAccess(FULL_AFTER_NANOS, TimeUnit.NANOSECONDS)
            .ticker(ticker)
            .build();
  }

  /**
   * Counts a wrong key.
   *
   * @return 0, or where there were too many, after how many seconds one is looked at again; that
   *     one is not counted
   */
  long count(ClientNetwork client) {
    return buckets.get(client, unknown -> new Bucket(ticker.read())).take(ticker.read());
  }

  /** When the tokens of one client will all be there. */
  private static final class Bucket {

    private long fullAt;

    Bucket(long now) {
      fullAt = now;
    }

    synchronized long take(long now) {
      long missing = Math.max(0, fullAt - now);
      long tooEarly = missing + EACH_NANOS - FULL_AFTER_NANOS;
      if (tooEarly > 0) {
        return TimeUnit.NANOSECONDS.toSeconds(tooEarly + TimeUnit.SECONDS.toNanos(1) - 1);
      }
      fullAt = now + missing + EACH_NANOS;
      return 0;
    }
  }
}
