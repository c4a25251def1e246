package io.ringcache.cache.redis;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the tests of trouble ask, and how it ended. */
final class Calls {

  private Calls() {}

  /** An entry whose value is its key's name: the answer to another call would show. */
  static NewEntry entry(CacheKey key) {
    return new NewEntry(
        ("\"" + key.name() + "\"").getBytes(StandardCharsets.UTF_8), Ttl.ofSeconds(600), Tags.NONE);
  }

  static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  /** Null if the stage does not fail. */
  static @Nullable Throwable failure(CompletionStage<?> stage) {
    return stage
        .handle(
            (value, failure) ->
                failure instanceof CompletionException && failure.getCause() != null
                    ? failure.getCause()
                    : failure)
        .toCompletableFuture()
        .join();
  }
}
