package io.ringcache.database;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.lifecycle.Managed;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: a PostgreSQL that other processes use too and that may be gone at any time, or an
 * H2 in this process. Thread-safe. Its calls block, for the configured timeout at most, and not at
 * all while the database is known to be gone; so no cache call makes one.
 */
public final class Database implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** What is done with a connection; its SQL is a DAO's. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T on(Handle handle) throws SQLException;
  }

  private final DatabaseConfiguration configuration;
  private final ManagedDataSource pool;
  private final Jdbi jdbi;
  private final DatabaseWatch watch;

  private Database(DatabaseConfiguration configuration, ManagedDataSource pool) {
    this.configuration = configuration;
    this.pool = pool;
    this.jdbi = UtcTimestamps.taught(Jdbi.create(pool).registerArrayType(String.class, "varchar"));
    this.watch = new DatabaseWatch(configuration);
  }

  /**
   * Opens the database; an embedded one gets our schema where it has another. Blocks until it has
   * answered or might have.
   *
   * @throws StartRefusedException if its schema is not ours, if it is embedded and can not be
   *     opened, or if it does not answer and is required
   */
  public static Database open(DatabaseConfiguration configuration, MetricRegistry metrics) {
    Database database =
        new Database(configuration, configuration.servicePool().build(metrics, "database"));
    Gauge<Integer> connected = () -> database.isConnected() ? 1 : 0;
    metrics.gauge(MetricRegistry.name(Database.class, "connected"), () -> connected);
    database.showPool();
    if (configuration.isPostgres()) {
      database.greetServer();
    } else {
      database.openEmbedded();
    }
    return database;
  }

  /** Whether the last that was heard of it was good. Does not block. */
  public boolean isConnected() {
    return watch.isConnected();
  }

  /** Whether other processes may use it as well: it is a server's. */
  public boolean isShared() {
    return configuration.isPostgres();
  }

  /**
   * Has something brought up to date on a thread of the database's: whenever a table of
   * configuration has changed, whoever changed it, when the database is back, and every other
   * second anyway. Never of an embedded one, which nobody else changes.
   *
   * @param refresh may block, and may throw what a call of this database throws
   */
  public void onChange(Runnable refresh) {
    watch.onChange(refresh);
  }

  /**
   * Does something on a connection, each statement for itself.
   *
   * @throws DatabaseUnavailableException if the database is not there, or too slow
   */
  public <T extends @Nullable Object> T call(Work<T> work) {
    if (!watch.isConnected()) {
      throw new DatabaseUnavailableException("the database is disconnected", null);
    }
    try (Handle handle = jdbi.open()) {
      return work.on(handle);
    } catch (JdbiException | SQLException e) {
      throw translate(e);
    }
  }

  /**
   * Does something in a transaction, which is undone if it throws.
   *
   * @throws DatabaseUnavailableException if the database is not there, or too slow
   */
  public <T extends @Nullable Object> T inTransaction(Work<T> work) {
    return call(handle -> handle.inTransaction(work::on));
  }

  @Override
  public void start() {
    if (isShared()) {
      watch.start();
    }
  }

  @Override
  public void stop() throws Exception {
    watch.stop();
    if (!isShared()) {
      shutDownEmbedded();
    }
    pool.stop();
  }

  /** Has the pool's metrics in the registry. */
  private void showPool() {
    try {
      pool.start();
    } catch (Exception e) {
      throw new IllegalStateException("the pool's metrics could not be registered", e);
    }
  }

  private void greetServer() {
    try (Handle handle = jdbi.open()) {
      SchemaVersion version = SchemaVersion.of(handle);
      if (!version.isOurs()) {
        throw new StartRefusedException(version.refusal(), null);
      }
      watch.found();
    } catch (JdbiException e) {
      refuseWithoutGrants(e);
      String lost =
          "the database at " + configuration.displayedUrl() + " does not answer: " + saidBy(e);
      if (configuration.isRequired()) {
        throw new StartRefusedException(lost + " (and database.required is true)", e);
      }
      LOG.warn(
          "{}. It is looked for in the background; until then namespaces are those of the"
              + " configuration.",
          lost);
    }
  }

  private static void refuseWithoutGrants(JdbiException failure) {
    @Nullable SQLException sql = SqlFailures.in(failure);
    if (sql != null && SqlFailures.isMissingRight(sql)) {
      throw new StartRefusedException(
          "the database refuses the service's role: "
              + sql.getMessage()
              + ". `db migrate` with database.migrationUser gives it what it needs",
          failure);
    }
  }

  private void openEmbedded() {
    try (Handle handle = jdbi.open()) {
      SchemaVersion version = SchemaVersion.of(handle);
      if (version.number() > SchemaVersion.OURS.number()) {
        throw new StartRefusedException(version.refusal(), null);
      }
      if (!version.isOurs()) {
        Migrations.apply(handle.getConnection());
      }
      watch.found();
    } catch (StartRefusedException e) {
      throw e;
    } catch (Exception e) {
      throw new StartRefusedException(
          "the database at "
              + configuration.displayedUrl()
              + " can not be opened: "
              + saidBy(e)
              + ". RINGCACHE_DATA_DIR must be a directory that can be written, and no other"
              + " Ringcache's",
          e);
    }
  }

  private void shutDownEmbedded() {
    try (Handle handle = jdbi.open()) {
      handle.execute("SHUTDOWN");
    } catch (JdbiException e) {
      @Nullable SQLException sql = SqlFailures.in(e);
      // It may say to the very connection that asked for it that it is closed.
      if (sql == null || sql.getErrorCode() != ErrorCode.DATABASE_CALLED_AT_SHUTDOWN) {
        LOG.warn("The database did not shut down well: {}", saidBy(e));
      }
    }
  }

  private RuntimeException translate(Exception failure) {
    @Nullable SQLException sql = SqlFailures.in(failure);
    if (sql == null || SqlFailures.isOurFault(sql)) {
      return failure instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(failure);
    }
    if (SqlFailures.isLostConnection(sql)) {
      watch.doubt();
    }
    return new DatabaseUnavailableException(
        "the database did not do it: it is gone or too slow", failure);
  }

  /** Whether a failure is what a database or its driver said. */
  public static boolean hasRefused(Throwable failure) {
    return SqlFailures.in(failure) != null;
  }

  /** What a database or its driver said, or else what the failure says. */
  public static String saidBy(Throwable failure) {
    @Nullable SQLException sql = SqlFailures.in(failure);
    return String.valueOf((sql != null ? sql : failure).getMessage());
  }
}
