package io.ringcache.cache.memcached;

import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The flushes and invalidations of a node. Thread-safe, blocks nobody.
 *
 * <p>A walk removes the entries one by one, each by comparison, so that each is counted once: here,
 * by whoever deletes it, or by whoever replaces it. That alone keeps the promise, as a walk meets
 * whatever was there before it began. A new generation or new epochs first would keep it sooner,
 * but nobody could count the dead that a write replaces, nor those that a write under way still
 * stores. So these come where the walk fails: then the entries are dead all the same, and the
 * failure says that nobody knows how many.
 */
final class NamespaceRemoval {

  private final NodeKeys keys;
  private final Stamps stamps;

  NamespaceRemoval(NodeKeys keys, Stamps stamps) {
    this.keys = keys;
    this.stamps = stamps;
  }

  /** How many live entries were removed. */
  CompletionStage<Long> flush(NamespaceName namespace, Glob pattern) {
    CompletionStage<Long> removed = keys.flush(namespace, pattern);
    return pattern.matchesAll()
        ? orElse(removed, () -> stamps.renewGeneration(namespace))
        : removed;
  }

  /** How many live entries were removed. */
  CompletionStage<Long> invalidate(NamespaceName namespace, Tags tags) {
    return orElse(keys.invalidate(namespace, tags), () -> stamps.renewEpochs(namespace, tags));
  }

  /** The failure stays one, whatever comes of the rest. */
  private static CompletionStage<Long> orElse(
      CompletionStage<Long> removed, Supplier<CompletionStage<?>> atLeast) {
    return removed.exceptionallyCompose(
        failure ->
            atLeast
                .get()
                .handle((done, alsoFailed) -> failure)
                .thenCompose(CompletableFuture::failedFuture));
  }
}
