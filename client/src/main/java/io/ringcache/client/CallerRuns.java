package io.ringcache.client;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Has the thread that waits for a result do what is to be done for it, so that a loader runs on its
 * caller's thread, with its transaction and whatever else is the thread's. For one thread and one
 * result.
 */
final class CallerRuns implements Executor {

  /** What runs on the caller's thread. */
  interface Work<T> {
    Map<String, T> run() throws Exception;
  }

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private boolean left;

  @Override
  public synchronized void execute(Runnable task) {
    if (left) {
      throw new AbandonedLoad(null);
    }
    tasks.add(task);
  }

  /** What a loader answers, or throws. */
  @SuppressWarnings("InterruptedExceptionSwallowed") // is the cause, and said to the thread at last
  <T> CompletionStage<Map<String, T>> load(Work<T> loader) {
    if (hasLeft()) {
      return CompletableFuture.failedFuture(new AbandonedLoad(null));
    }
    try {
      return CompletableFuture.completedFuture(loader.run());
    } catch (Throwable e) {
      boolean interrupted =
          e instanceof InterruptedException || Thread.currentThread().isInterrupted();
      return CompletableFuture.failedFuture(interrupted ? new AbandonedLoad(e) : e);
    }
  }

  /**
   * The result.
   *
   * @throws CacheInterruptedException if the thread is interrupted; what it was to load is
   *     abandoned
   */
  <T> T await(CompletableFuture<T> result) {
    var unused = result.whenComplete((value, failure) -> tasks.add(() -> {}));
    try {
      while (!result.isDone()) {
        tasks.take().run();
      }
    } catch (InterruptedException e) {
      leave();
      Thread.currentThread().interrupt();
      throw new CacheInterruptedException(e);
    }
    return Waiting.loaded(result);
  }

  private synchronized boolean hasLeft() {
    return left;
  }

  private void leave() {
    synchronized (this) {
      left = true;
    }
    Runnable task;
    while ((task = tasks.poll()) != null) {
      task.run(); // finds that its thread has left
    }
  }
}
