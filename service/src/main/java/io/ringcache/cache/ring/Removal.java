package io.ringcache.cache.ring;

import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Something that must no longer be on a node, whatever is there. Immutable. */
sealed interface Removal {

  /** Removes it from the node. Fails where any of it may still be there. */
  CompletionStage<?> from(NodeClient node);

  /** The entries of these keys of one namespace. */
  record Keys(List<CacheKey> keys) implements Removal {

    @Override
    public CompletionStage<?> from(NodeClient node) {
      return node.deleteAll(keys).thenCompose(Keys::allOrFail);
    }

    private static CompletionStage<?> allOrFail(BatchResult<Boolean> result) {
      return result.failed().isEmpty()
          ? CompletableFuture.completedFuture(result)
          : CompletableFuture.failedFuture(result.failed().values().iterator().next());
    }
  }

  /** What a pattern matches. */
  record Matching(NamespaceName namespace, Glob pattern) implements Removal {

    @Override
    public CompletionStage<?> from(NodeClient node) {
      return node.flush(namespace, pattern);
    }
  }

  /** What carries any of these tags. */
  record Tagged(NamespaceName namespace, Tags tags) implements Removal {

    @Override
    public CompletionStage<?> from(NodeClient node) {
      return node.invalidate(namespace, tags);
    }
  }
}
