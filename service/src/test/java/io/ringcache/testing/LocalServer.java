package io.ringcache.testing;

import java.util.List;

/**
 * A real server of the test's own, on a free port of 127.0.0.1, empty and without persistence: it
 * may be killed, frozen and brought back. To be closed by who started it; what is still open when
 * the JVM ends, interrupted or not, is closed then. Not thread-safe.
 */
public abstract sealed class LocalServer implements AutoCloseable
    permits RedisServer, MemcachedServer {

  private final Start start;
  private RestartableServer running;

  LocalServer(Start start) {
    this.start = start;
    this.running = start.first();
    ClosedAtExit.add(this);
  }

  /** A server that runs, and how to start it again. */
  record Start(ServerSource source, int port, List<String> args, RestartableServer first) {

    /** Returns when it takes connections, on a port that was free. */
    static Start onFreePort(ServerSource source, String... args) {
      List<String> options = List.of(args);
      return FreePort.bind(port -> new Start(source, port, options, source.start(port, options)));
    }

    RestartableServer again() throws PortTakenException {
      return source.start(port, args);
    }
  }

  public final String host() {
    return "127.0.0.1";
  }

  public final int port() {
    return start.port();
  }

  /** As a configuration has it: {@code host:port}. */
  public final String address() {
    return host() + ":" + port();
  }

  /** As {@code kill -9}: open connections are reset, new ones refused. Returns when it is dead. */
  public final void kill() {
    running.kill();
  }

  /** Freezes it: connections and bytes are still taken by the kernel, but nobody answers. */
  public final void pause() {
    running.pause();
  }

  /** Ends a {@link #pause}; what came in meanwhile is answered now. */
  public final void resume() {
    running.resume();
  }

  /** Kills it if it still runs, and starts an empty one with the same options on the same port. */
  public final void restart() {
    running.kill();
    try {
      running = start.again();
    } catch (PortTakenException e) {
      throw new IllegalStateException("somebody took the port of the killed " + this, e);
    }
  }

  /**
   * As {@link #restart}, but on what it has on disk: nothing, unless a client had it save. Only for
   * a server that was not killed before.
   */
  public final void restartWithItsData() {
    try {
      running = running.again();
    } catch (PortTakenException e) {
      throw new IllegalStateException("somebody took the port of the killed " + this, e);
    }
  }

  @Override
  public final void close() {
    running.kill();
    ClosedAtExit.remove(this);
  }

  @Override
  public String toString() {
    return address() + " from " + start.source();
  }
}
