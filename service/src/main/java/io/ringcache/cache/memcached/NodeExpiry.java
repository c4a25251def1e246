package io.ringcache.cache.memcached;

/**
 * When a node may forget an entry: 2 or 3 seconds after it has expired, as the node's clock may be
 * ahead of ours. Of the two the one that is even says that the entry is plain: without tags and
 * with a wire key that says the whole key, so that a line of a dump tells all that is to be known
 * of it. The others have to be read.
 *
 * <p>Memcached takes the seconds as 32 bits with a sign, so the latest it may be is January 2038:
 * then it forgets what was to live longer, and of what lives for ever all that is not plain. Only
 * plain entries can do without.
 */
final class NodeExpiry {

  private static final long MARGIN_SECONDS = 2;
  private static final long LATEST = Integer.MAX_VALUE; // odd

  private NodeExpiry() {}

  /**
   * For what is stored, as {@link MemcachedCommands} wants it.
   *
   * @param expiresAtMillis 0 for never
   */
  static long of(long expiresAtMillis, boolean plain) {
    if (expiresAtMillis == 0) {
      return plain ? 0 : LATEST;
    }
    long seconds = Math.floorDiv(expiresAtMillis + 999, 1000) + MARGIN_SECONDS;
    long odd = plain ? 0 : 1;
    return Math.min(LATEST, seconds + ((seconds & 1) == odd ? 0 : 1));
  }

  /**
   * Whether the entry is alive for sure, by its line alone.
   *
   * @return false also where its envelope has to be read for it
   */
  static boolean isAliveAndPlain(DumpLine line, long nowMillis) {
    return isPlain(line) && (never(line) || nowMillis <= (line.expiresAt() - 4) * 1000);
  }

  /** Whether the entry has expired for sure. */
  static boolean isExpired(DumpLine line, long nowMillis) {
    return !never(line)
        && line.expiresAt() < LATEST
        && nowMillis >= (line.expiresAt() - MARGIN_SECONDS) * 1000;
  }

  private static boolean isPlain(DumpLine line) {
    return never(line) || (line.expiresAt() & 1) == 0;
  }

  private static boolean never(DumpLine line) {
    return line.expiresAt() <= 0;
  }
}
