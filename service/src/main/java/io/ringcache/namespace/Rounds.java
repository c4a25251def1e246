package io.ringcache.namespace;

import io.ringcache.database.DatabaseUnavailableException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon thread that does something every second, and at once when it is told that there is
 * something to do; a round that fails is followed by the next. Thread-safe.
 */
final class Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private static final long PERIOD_MILLIS = 1_000;
  private static final long PATIENCE_SECONDS = 5;

  private final String name;
  private final Runnable round;
  private final ScheduledThreadPoolExecutor thread;

  /**
   * Not yet started.
   *
   * @param round may block, and may throw what a call of the database throws
   */
  Rounds(String name, Runnable round) {
    this.name = name;
    this.round = round;
    this.thread = new ScheduledThreadPoolExecutor(1, this::daemon);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // ends with the thread; a round catches its own
  void start() {
    thread.scheduleWithFixedDelay(this::run, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Has a round done as soon as the thread is free. Does not block. */
  void soon() {
    try {
      thread.execute(this::run);
    } catch (RejectedExecutionException stopped) {
      LOG.debug("{} has stopped", name, stopped);
    }
  }

  /** Ends with the round under way and those asked for; waits for them, but not for long. */
  void stop() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("{} was still at work when the service stopped", name);
    }
  }

  private void run() {
    try {
      round.run();
    } catch (DatabaseUnavailableException e) {
      LOG.debug("{} waits for the database", name, e);
    } catch (RuntimeException e) {
      LOG.error("{} stumbled, and will try again", name, e);
    }
  }

  private Thread daemon(Runnable work) {
    Thread daemon = new Thread(work, name);
    daemon.setDaemon(true);
    return daemon;
  }
}
