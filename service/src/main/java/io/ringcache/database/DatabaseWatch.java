package io.ringcache.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether a server's database is there, and notices what other processes change in it: a
 * thread with a connection of its own, which listens for notifications, asks after the server each
 * second, and looks for it while it is gone. Thread-safe.
 */
final class DatabaseWatch {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);

  /** What the triggers of {@code migrations/} notify. */
  private static final String LISTEN = "LISTEN ringcache";

  private static final int ASK_EVERY_MILLIS = 1_000;

  /** For changes whose notification a pooler between us and the server has swallowed. */
  private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long RETRY_MILLIS = 1_000;
  private static final String PATIENCE_SECONDS = "3";

  private final DatabaseConfiguration configuration;
  private final List<Runnable> refreshes = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "database-watch");
  private volatile boolean connected;
  private volatile @Nullable Connection connection;
  private String lastTrouble = "";

  DatabaseWatch(DatabaseConfiguration configuration) {
    this.configuration = configuration;
    thread.setDaemon(true);
  }

  boolean isConnected() {
    return connected;
  }

  void onChange(Runnable refresh) {
    refreshes.add(refresh);
  }

  /** The database has answered to somebody else. */
  void found() {
    connected = true;
  }

  /** Somebody else has lost a connection: nobody tries before the server was asked again. */
  void doubt() {
    connected = false;
  }

  void start() {
    thread.start();
  }

  /** Ends the thread; blocks until it has ended. */
  void stop() throws InterruptedException {
    connected = false;
    closed.countDown();
    @Nullable Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("The connection was gone already", e);
      }
    }
    thread.join(TimeUnit.SECONDS.toMillis(5));
  }

  private void run() {
    do {
      try (Handle server = Jdbi.create(this::connect).open()) {
        connection = server.getConnection();
        SchemaVersion version = SchemaVersion.of(server);
        if (version.isOurs()) {
          watch(server);
        } else {
          lost(version.refusal());
        }
      } catch (SQLException | JdbiException | DatabaseUnavailableException e) {
        lost(Database.saidBy(e));
      } catch (RuntimeException e) {
        LOG.error("The watch over the database stumbled and goes on", e);
        lost(String.valueOf(e.getMessage()));
      }
    } while (!isClosedWithin(RETRY_MILLIS));
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", PATIENCE_SECONDS);
    properties.setProperty("socketTimeout", PATIENCE_SECONDS);
    properties.setProperty("ApplicationName", "ringcache-watch");
    return configuration.connect(properties);
  }

  private void watch(Handle server) throws SQLException {
    PGConnection notified = server.getConnection().unwrap(PGConnection.class);
    server.execute(LISTEN);
    back();
    long polled = System.nanoTime();
    while (!isClosedWithin(0)) {
      boolean told = notified.getNotifications(ASK_EVERY_MILLIS).length > 0;
      server.execute("SELECT 1");
      boolean doubted = !connected;
      connected = !isClosedWithin(0);
      if (told || doubted || System.nanoTime() - polled >= POLL_NANOS) {
        refresh();
        polled = System.nanoTime();
      }
    }
  }

  private void refresh() {
    refreshes.forEach(Runnable::run);
  }

  private void back() {
    if (!lastTrouble.isEmpty()) {
      LOG.info("The database is back");
      lastTrouble = "";
    }
    connected = true;
    refresh();
  }

  /** Says each trouble once, not each second. */
  private void lost(String trouble) {
    connected = false;
    connection = null;
    if (closed.getCount() > 0 && !trouble.equals(lastTrouble)) {
      LOG.warn("The database at {} is lost: {}", configuration.displayedUrl(), trouble);
      lastTrouble = trouble;
    }
  }

  private boolean isClosedWithin(long millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
