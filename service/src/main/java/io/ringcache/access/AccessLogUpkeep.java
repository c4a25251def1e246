package io.ringcache.access;

import io.dropwizard.lifecycle.Managed;
import io.ringcache.database.Database;
import io.ringcache.database.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room in the access log's table, on a thread of its own: on PostgreSQL the partitions of the
 * days to come, before their first entry, and nowhere what is older than the retention. Every
 * process does so; whatever one finds done it leaves.
 */
public final class AccessLogUpkeep implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(AccessLogUpkeep.class);

  /** Days ahead: what a database may be gone for, or somebody hold up the upkeep. */
  static final int AHEAD = 3;

  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);
  private static final long LOOK_MILLIS = 1_000;
  private static final long PATIENCE_AT_THE_END_MILLIS = 5_000;

  /** What is deleted row by row is so in bites: each is short, and its locks as well. */
  private static final int BITE = 10_000;

  private final Database database;
  private final Duration retention;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "access-log-upkeep");

  public AccessLogUpkeep(
      Database database, AccessLogConfiguration configuration, InstantSource clock) {
    this.database = database;
    this.retention = configuration.retention();
    this.clock = clock;
    thread.setDaemon(true);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() throws InterruptedException {
    closing.countDown();
    thread.join(PATIENCE_AT_THE_END_MILLIS);
  }

  /** Once at the start, or when the database is there for the first time, and from then on. */
  private void run() {
    do {
      if (database.isConnected() && isClosingWithin(pauseAfterUpkeep().toMillis())) {
        return;
      }
    } while (!isClosingWithin(LOOK_MILLIS));
  }

  private Duration pauseAfterUpkeep() {
    try {
      keepUp();
      return PAUSE;
    } catch (DatabaseUnavailableException e) {
      LOG.info("The access log's upkeep is put off: the database is gone, busy or too slow");
      LOG.debug("It said", e);
      return PAUSE_AFTER_FAILURE;
    } catch (RuntimeException e) {
      LOG.error("The access log's upkeep failed; the log is written on nevertheless", e);
      return PAUSE;
    }
  }

  /**
   * Does what is to be done by now. Blocks.
   *
   * @throws DatabaseUnavailableException if something is left to do
   */
  void keepUp() {
    Instant now = clock.instant();
    Instant oldestKept = now.minus(retention);
    if (database.isShared()) {
      LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      today.datesUntil(today.plusDays(AHEAD + 1L)).forEach(this::makePartition);
      LocalDate firstKept = LocalDate.ofInstant(oldestKept, ZoneOffset.UTC);
      days().stream().filter(day -> day.isBefore(firstKept)).forEach(this::dropPartition);
      deleteBefore(oldestKept, PartitionDao.REST);
    } else {
      deleteBefore(oldestKept, AccessDao.TABLE);
    }
  }

  private Set<LocalDate> days() {
    return database.call(PartitionDao::days);
  }

  /** Looks before it locks: on most occasions there is nothing to do. */
  private void makePartition(LocalDate day) {
    if (!days().contains(day)) {
      database.inTransaction(handle -> PartitionDao.create(handle, day));
    }
  }

  private void dropPartition(LocalDate day) {
    if (database.inTransaction(handle -> PartitionDao.drop(handle, day))) {
      LOG.info("The access log of {} was dropped: it is older than its retention", day);
    }
  }

  private void deleteBefore(Instant time, String table) {
    int deleted;
    do {
      deleted = database.call(handle -> AccessDao.deleteOldest(handle, table, time, BITE));
    } while (deleted >= BITE && !isClosingWithin(0));
  }

  private boolean isClosingWithin(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
