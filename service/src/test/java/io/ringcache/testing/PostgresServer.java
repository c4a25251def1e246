package io.ringcache.testing;

import io.ringcache.testing.PostgresSource.Cluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL of the test's own, on a free port of 127.0.0.1: it may be killed, frozen and
 * brought back with its data. To be closed by who started it; what is still open when the JVM ends,
 * interrupted or not, is closed then. Not thread-safe, but for {@link #createDatabase} and {@link
 * #connect}.
 *
 * <pre>{@code
 * try (PostgresServer postgres = PostgresServer.start("-c", "max_connections=20")) {
 *   String url = postgres.url(postgres.createDatabase());
 *   connectTo(url, postgres.user(), postgres.password());
 *   postgres.kill();
 *   postgres.restart();
 * }
 * }</pre>
 *
 * <p>Where the server comes from: see {@link PostgresSources#find}. Without any, starting fails and
 * says what to install.
 */
public final class PostgresServer implements AutoCloseable {

  /** Looked for once, and only by those who need one. */
  private static final class Source {
    static final PostgresSource FOUND = PostgresSources.find();
  }

  private final PostgresSource source;
  private final Cluster cluster;
  private final int port;
  private final List<String> options;
  private final AtomicInteger databases = new AtomicInteger();
  private RunningServer running;

  private PostgresServer(
      PostgresSource source,
      Cluster cluster,
      int port,
      List<String> options,
      RunningServer running) {
    this.source = source;
    this.cluster = cluster;
    this.port = port;
    this.options = options;
    this.running = running;
  }

  /**
   * Starts one; returns when it takes connections.
   *
   * @param options of the program {@code postgres}, such as {@code "-c", "max_connections=20"}
   */
  public static PostgresServer start(String... options) {
    return start(Source.FOUND, options);
  }

  static PostgresServer start(PostgresSource source, String... options) {
    List<String> all = List.of(options);
    Cluster cluster = source.create();
    try {
      PostgresServer server =
          FreePort.bind(
              port -> new PostgresServer(source, cluster, port, all, cluster.start(port, all)));
      ClosedAtExit.add(server);
      return server;
    } catch (RuntimeException | Error e) {
      cluster.delete();
      throw e;
    }
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  /** As {@code host:port}. */
  public String address() {
    return host() + ":" + port;
  }

  /** For JDBC; without user and password. */
  public String url(String database) {
    return "jdbc:postgresql://" + address() + "/" + database;
  }

  /** The superuser. */
  public String user() {
    return "postgres";
  }

  /** Random and long enough to be looked for in logs and replies, where it must not be. */
  public String password() {
    return cluster.password();
  }

  /** A new and empty database, for a test class that shares the server with others; its name. */
  public String createDatabase() {
    String name = "test_" + databases.incrementAndGet();
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("can not create the database " + name, e);
    }
    return name;
  }

  /** As the superuser. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), user(), password());
  }

  /**
   * As in a crash: nothing that is under way is finished, open connections end, new ones are
   * refused. Returns when none of its processes is left; no effect on a dead one.
   */
  public void kill() {
    running.kill();
  }

  /** Freezes it: connections and bytes are still taken by the kernel, but nobody answers. */
  public void pause() {
    running.pause();
  }

  /** Ends a {@link #pause}; what came in meanwhile is answered now. */
  public void resume() {
    running.resume();
  }

  /**
   * Kills it if it still runs, and starts it with the same options on the same port and data.
   * Returns when it has recovered and takes connections.
   */
  public void restart() {
    running.kill();
    try {
      running = cluster.start(port, options);
    } catch (PortTakenException e) {
      throw new IllegalStateException("somebody took the port of a killed PostgreSQL", e);
    }
  }

  @Override
  public void close() {
    running.kill();
    cluster.delete();
    ClosedAtExit.remove(this);
  }

  @Override
  public String toString() {
    return "PostgreSQL at " + address() + " from " + source;
  }
}
