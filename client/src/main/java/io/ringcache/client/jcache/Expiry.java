package io.ringcache.client.jcache;

import java.util.function.Supplier;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A cache's expiry policy, as times. What it throws means what it means in the reference
 * implementation: eternal for what is new, no change for what is there.
 */
record Expiry(ExpiryPolicy policy) {

  static final long NEVER = 0;

  /** Before anything: it expires at once, and need not be stored. */
  static final long AT_ONCE = -1;

  /** Of an entry that was read together with others. */
  static final long UNKNOWN = -2;

  long ofCreation(long now) {
    return time(asked(policy::getExpiryForCreation, Duration.ETERNAL), now, NEVER);
  }

  long ofUpdate(long now, long present) {
    return time(asked(policy::getExpiryForUpdate, null), now, present);
  }

  long ofAccess(long now, long present) {
    return time(asked(policy::getExpiryForAccess, null), now, present);
  }

  private static @Nullable Duration asked(
      Supplier<@Nullable Duration> question, @Nullable Duration otherwise) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      return otherwise;
    }
  }

  private static long time(@Nullable Duration duration, long now, long otherwise) {
    if (duration == null) {
      return otherwise;
    }
    if (duration.isEternal()) {
      return NEVER;
    }
    return duration.isZero() ? AT_ONCE : duration.getAdjustedTime(now);
  }

  static boolean isOver(long expires, long now) {
    return expires != NEVER && expires <= now;
  }
}
