package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Adding to a counter that may not be there: {@code incr}, else {@code add}, else again, for
 * somebody else has made it. Immutable.
 */
record Counting(MemcachedLink link, String key, long delta, long initial, long deadlineNanos) {

  /** Nobody loses to others so often: the node forgets what it has just stored. */
  private static final int ATTEMPTS = 3;

  static CompletionStage<Long> start(
      MemcachedLink link, String key, long delta, long initial, long deadlineNanos) {
    return new Counting(link, key, delta, initial, deadlineNanos).attempt(1);
  }

  private CompletionStage<Long> attempt(int number) {
    return link.write(Requests.count(key, delta), Replies.COUNT, deadlineNanos)
        .thenCompose(
            now ->
                now.isPresent() ? CompletableFuture.completedStage(now.getAsLong()) : make(number));
  }

  private CompletionStage<Long> make(int number) {
    byte[] digits = Long.toUnsignedString(initial).getBytes(StandardCharsets.US_ASCII);
    return link.write(Requests.add(key, digits, 0), Replies.STORED, deadlineNanos)
        .thenCompose(made -> made ? CompletableFuture.completedStage(initial) : again(number));
  }

  private CompletionStage<Long> again(int number) {
    return number < ATTEMPTS
        ? attempt(number + 1)
        : CompletableFuture.failedStage(
            new CacheException.NodeUnavailable(link.node(), "it keeps losing a counter"));
  }
}
