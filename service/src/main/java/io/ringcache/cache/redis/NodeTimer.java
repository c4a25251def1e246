package io.ringcache.cache.redis;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's one timer thread: deadlines, heartbeats, and once a second the batches and the sweep.
 * Its tasks only queue calls.
 */
final class NodeTimer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NodeTimer.class);

  private static final long DEADLINE_MILLIS = 20;
  private static final long PING_MILLIS = 500;
  private static final long HOUSEKEEPING_MILLIS = 1000;

  private final ScheduledExecutorService executor;

  NodeTimer(String node) {
    executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "redis-" + node + "-timer");
              thread.setDaemon(true);
              return thread;
            });
  }

  void start(RedisCrew crew, AccessReporter accesses, ExpirySweep sweep, EvictionHealing healing) {
    every(DEADLINE_MILLIS, crew::expire);
    every(PING_MILLIS, crew::pingIdle);
    every(HOUSEKEEPING_MILLIS, accesses::reportAll);
    every(HOUSEKEEPING_MILLIS, sweep::start);
    every(HOUSEKEEPING_MILLIS, healing::start);
  }

  private void every(long millis, Runnable task) {
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
