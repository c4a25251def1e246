package io.ringcache.access;

import io.ringcache.cache.NamespaceName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes down what was asked of the cache. Thread-safe, never blocks, never fails. */
public final class AccessLog {

  /** More keys than these of one operation say no more about it; see {@link #record}. */
  public static final int KEYS_LOOKED_AT = 8;

  /**
   * Takes down an operation, or drops it: where it is not in the sample, and where the database
   * does not keep up.
   *
   * @param keys what it was about, the first {@link #KEYS_LOOKED_AT} are enough: keys, a flush's
   *     pattern, or nothing; not changed afterwards
   * @param hit whether everything asked for was found; null for what is no read, and for a read
   *     that failed
   * @param latencyNanos from the call on the backend to its answer
   */
  public void record(
      Operation operation,
      NamespaceName namespace,
      List<String> keys,
      @Nullable Boolean hit,
      long latencyNanos) {}
}
