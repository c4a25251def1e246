package io.ringcache.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** From a stage to what a blocking call returns or throws. */
final class Waiting {

  private Waiting() {}

  /** Waits for a call on the cache, which takes the client's timeout at most. */
  static <T> T get(CompletableFuture<T> stage) {
    try {
      return stage.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheInterruptedException(e);
    } catch (ExecutionException e) {
      Throwable cause = Causes.of(e);
      if (cause instanceof RingcacheException ours) {
        ours.fillInStackTrace(); // where it was called, rather than where the answer came in
        throw ours;
      }
      throw thrown(cause == null ? e : cause);
    }
  }

  /** What was loaded; whatever the loader threw, as far as it may be. */
  static <T> T loaded(CompletableFuture<T> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      Throwable cause = Causes.of(e);
      throw thrown(cause == null ? e : cause);
    }
  }

  private static RuntimeException thrown(Throwable failure) {
    if (failure instanceof AbandonedLoad abandoned && abandoned.getCause() != null) {
      return thrown(abandoned.getCause());
    }
    if (failure instanceof InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new CacheInterruptedException(interrupted);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new LoadFailedException(failure);
  }
}
