package io.ringcache.cache.ring;

import io.ringcache.cache.CacheException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks several nodes at once and gathers what comes of it. Never blocks and has no threads: what is
 * gathered completes on the thread of the node that is last.
 */
final class FanOut {

  private static final Logger log = LoggerFactory.getLogger(FanOut.class);

  private FanOut() {}

  /**
   * Asks one node. The future does not fail, whatever the node does: a failed stage, an exception
   * thrown and no answer at all become what {@code ifFailed} makes of them.
   */
  static <T> CompletableFuture<T> ask(
      NodeClient node,
      Function<NodeClient, CompletionStage<T>> call,
      Function<CacheException, T> ifFailed) {
    try {
      return call.apply(node)
          .handle((answer, failure) -> answer != null ? answer : ifFailed.apply(why(node, failure)))
          .toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(ifFailed.apply(why(node, e)));
    }
  }

  /** All answers, in the order asked, once the last has come. */
  static <T> CompletableFuture<List<T>> gather(List<CompletableFuture<T>> asked) {
    return CompletableFuture.allOf(asked.toArray(new CompletableFuture<?>[0]))
        .thenApply(allDone -> asked.stream().map(CompletableFuture::join).toList());
  }

  /**
   * The failure in the terms of the contract. Anything else is a defect of the node client: logged
   * with its trace, which the exception that goes on to the caller does not carry.
   */
  static CacheException why(NodeClient node, @Nullable Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof CacheException expected) {
      return expected;
    }
    log.error("A call on node {} failed with what is no CacheException", node.name(), cause);
    return new CacheException.Protocol(node.name(), "its client failed, the log says how");
  }

  /** The failure that a dependent stage may have wrapped. */
  static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
