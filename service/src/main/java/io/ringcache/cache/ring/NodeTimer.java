package io.ringcache.cache.ring;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's one timer thread: deadlines, heartbeats, batches, sweeps. Thread-safe. Its tasks must
 * not block: what they do on the node, they queue.
 */
public final class NodeTimer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NodeTimer.class);

  private final ScheduledExecutorService executor;

  /**
   * Makes the thread.
   *
   * @param thread its name
   */
  public NodeTimer(String thread) {
    executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, thread);
              made.setDaemon(true);
              return made;
            });
  }

  /** Runs the task that often, for the first time after as long. */
  public void every(long millis, Runnable task) {
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(() -> run(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** An exception would end the schedule, and with it all deadlines. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("a timer's task failed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
