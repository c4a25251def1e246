package io.ringcache.bench;

import com.codahale.metrics.MetricRegistry;
import io.ringcache.access.AccessLog;
import io.ringcache.access.AccessLogConfiguration;
import io.ringcache.access.AccessLogUpkeep;
import io.ringcache.access.Operation;
import io.ringcache.cache.NamespaceName;
import io.ringcache.database.Database;
import io.ringcache.database.MigratedDatabase;
import io.ringcache.database.OpenDatabase;
import io.ringcache.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * How many events the access log brings into a local PostgreSQL that flushes each commit to the
 * disk: as many as several threads record at a given pace, none of them dropped. Fails if it is
 * fewer than was asked for.
 */
public final class AccessLogRate {

  private static final int THREADS = 4;
  private static final int SECONDS = 20;
  private static final int WARM_UP_SECONDS = 3;
  private static final int MIN_RATE = 50_000;

  /** A little more than is asked for, in bursts such as requests come in. */
  private static final int PACE = 60_000;

  private static final int BURST = 20;
  private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(1) * BURST * THREADS / PACE;

  private static final NamespaceName NAMESPACE = new NamespaceName("bench");

  private final MetricRegistry metrics = new MetricRegistry();
  private final LongAdder recorded = new LongAdder();
  private final LongAdder recordingNanos = new LongAdder();
  private final AccessLog log;

  private AccessLogRate(Database database) {
    log = AccessLog.in(database, new AccessLogConfiguration(), metrics, InstantSource.system());
  }

  /** What came out; of the log's own counters. */
  private record Result(long written, long dropped, double seconds, double nanosPerCall) {

    double rate() {
      return written / seconds;
    }

    boolean isMissed() {
      return dropped > 0 || rate() < MIN_RATE;
    }
  }

  /**
   * Measures, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws Exception {
    String surroundings = Surroundings.describe();
    try (PostgresServer postgres =
        PostgresServer.start("-c", "fsync=on", "-c", "full_page_writes=on")) {
      MigratedDatabase migrated = MigratedDatabase.on(postgres);
      Database database = OpenDatabase.on(migrated);
      AccessLogUpkeep upkeep =
          new AccessLogUpkeep(database, new AccessLogConfiguration(), InstantSource.system());
      upkeep.start();
      new AccessLogRate(database).measure(WARM_UP_SECONDS);
      Result result = new AccessLogRate(database).measure(SECONDS);
      upkeep.stop();
      database.stop();
      String body = table(surroundings + " · PostgreSQL " + version(migrated), result);
      System.out.println(body);
      new BenchmarkPage(Path.of(args[0])).write("The access log", body);
      if (result.isMissed()) {
        System.err.println("That is less than was asked for.");
        System.exit(1);
      }
    }
  }

  /** From the first event to the last one's being written. */
  private Result measure(int seconds) throws Exception {
    long begun = System.nanoTime();
    log.start();
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      threads[i] = new Thread(() -> record(begun + TimeUnit.SECONDS.toNanos(seconds)));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    log.stop();
    double took = (System.nanoTime() - begun) / 1e9;
    long written = counter("written");
    long dropped = counter("dropped");
    if (written + dropped != recorded.sum()) {
      throw new IllegalStateException("events are neither written nor dropped");
    }
    return new Result(written, dropped, took, (double) recordingNanos.sum() / recorded.sum());
  }

  private void record(long end) {
    long next = System.nanoTime();
    for (int i = 0; next < end; i += BURST) {
      long start = System.nanoTime();
      for (int n = i; n < i + BURST; n++) {
        log.record(Operation.GET, NAMESPACE, List.of("user_" + n), true, 400_000 + n);
      }
      recordingNanos.add(System.nanoTime() - start);
      recorded.add(BURST);
      next += BURST_NANOS;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private long counter(String name) {
    return metrics.counter(MetricRegistry.name(AccessLog.class, name)).getCount();
  }

  private static String version(MigratedDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW server_version")) {
      row.next();
      return row.getString(1).split(" ", 2)[0];
    }
  }

  private static String table(String surroundings, Result result) {
    return String.format(
        Locale.ROOT,
        """
        %s

        %d threads record %,d events a second for %d s, a queue of the default capacity; the server with its defaults, so that a commit is on the disk, and on the same machine.

        | | measured | asked for |
        |---|---|---|
        | events in the table, from the first call to the last commit | %,.0f /s | ≥ %,d /s%s |
        | events dropped | %,d | 0 |
        | a call of `record`, the key's text included | %.0f ns | |
        """,
        surroundings,
        THREADS,
        PACE,
        SECONDS,
        result.rate(),
        MIN_RATE,
        result.isMissed() ? ": **missed**" : "",
        result.dropped(),
        result.nanosPerCall());
  }
}
