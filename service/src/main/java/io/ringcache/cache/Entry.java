package io.ringcache.cache;

import java.util.OptionalLong;

/**
 * A live entry as read.
 *
 * @param json the value: the bytes of one JSON value in UTF-8, shared, not to be written to
 * @param createdAtMicros when the value was stored, in microseconds since 1970 by the clock of the
 *     backend that keeps it. Strictly increasing from one value of a key to the next, so it is also
 *     the value's version
 * @param ttlMillis what is left to live, at least 1; {@link #NO_TTL} for ever
 */
@SuppressWarnings(
    "ArrayRecordComponent") // compared by nobody, copied for nobody: this is the hot path
public record Entry(byte[] json, long createdAtMicros, long ttlMillis) {

  /** The {@code ttlMillis} of an entry that does not expire. */
  public static final long NO_TTL = -1;

  public Entry {
    if (ttlMillis < 1 && ttlMillis != NO_TTL) {
      throw new IllegalArgumentException("a live entry has time to live left, not " + ttlMillis);
    }
  }

  /** What is left to live in seconds, rounded up; empty if the entry does not expire. */
  public OptionalLong ttlSeconds() {
    return ttlMillis == NO_TTL
        ? OptionalLong.empty()
        : OptionalLong.of(Math.addExact(ttlMillis, 999) / 1000);
  }
}
