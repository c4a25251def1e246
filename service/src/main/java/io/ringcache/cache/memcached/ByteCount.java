package io.ringcache.cache.memcached;

/**
 * What a walk adds up of a namespace's bytes, and until when nothing that it has met expires. For
 * one walk, which shows its entries one at a time.
 */
final class ByteCount implements EntryTaker {

  /** As exactly as a walk knows of an expiry. */
  private static final long EXPIRY_GRAIN_MILLIS = 2000;

  private final HeldBytes.Mark mark;
  private final long begunMillis;
  private long bytes;
  private long firstExpiryMillis = Long.MAX_VALUE;

  private ByteCount(HeldBytes.Mark mark, long begunMillis) {
    this.mark = mark;
    this.begunMillis = begunMillis;
  }

  /** To be called before the walk begins. */
  static ByteCount begin(HeldBytes held, long nowMillis) {
    return new ByteCount(held.mark(), nowMillis);
  }

  @Override
  public void take(LiveEntry entry) {
    bytes += entry.bytes();
    firstExpiryMillis = Math.min(firstExpiryMillis, entry.expiresAtMillis() - EXPIRY_GRAIN_MILLIS);
  }

  long bytes() {
    return bytes;
  }

  HeldBytes.Mark mark() {
    return mark;
  }

  long begunMillis() {
    return begunMillis;
  }

  /** No entry expires before that. */
  long firstExpiryMillis() {
    return firstExpiryMillis;
  }
}
