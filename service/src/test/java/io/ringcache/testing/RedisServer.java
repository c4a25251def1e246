package io.ringcache.testing;

import java.util.List;

/**
 * A real Redis of the test's own, on a free port of 127.0.0.1, empty and without persistence: it
 * may be killed, frozen and brought back. To be closed by who started it; what is still open when
 * the JVM ends, interrupted or not, is closed then. Not thread-safe.
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.start("--maxmemory", "10mb")) {
 *   connectTo(redis.address());
 *   redis.kill();
 *   redis.restart();
 * }
 * }</pre>
 *
 * <p>Where the server comes from: see {@link RedisSources#find}. Without any, starting fails and
 * says what to install.
 */
public final class RedisServer implements AutoCloseable {

  /** Looked for once, and only by those who need one. */
  private static final class Source {
    static final RedisSource FOUND = RedisSources.find();
  }

  private final RedisSource source;
  private final int port;
  private final List<String> args;
  private RunningServer running;

  private RedisServer(RedisSource source, int port, List<String> args, RunningServer running) {
    this.source = source;
    this.port = port;
    this.args = args;
    this.running = running;
  }

  /**
   * Starts one; returns when it takes connections.
   *
   * @param args options of {@code redis-server}, such as {@code "--requirepass", "secret"}
   */
  public static RedisServer start(String... args) {
    return start(Source.FOUND, args);
  }

  static RedisServer start(RedisSource source, String... args) {
    List<String> options = List.of(args);
    RedisServer server =
        FreePort.bind(port -> new RedisServer(source, port, options, source.start(port, options)));
    ClosedAtExit.add(server);
    return server;
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  /** As a configuration has it: {@code host:port}. */
  public String address() {
    return host() + ":" + port;
  }

  /** As {@code kill -9}: open connections are reset, new ones refused. Returns when it is dead. */
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

  /** Kills it if it still runs, and starts an empty one with the same options on the same port. */
  public void restart() {
    running.kill();
    try {
      running = source.start(port, args);
    } catch (PortTakenException e) {
      throw new IllegalStateException("somebody took the port of a killed Redis", e);
    }
  }

  @Override
  public void close() {
    running.kill();
    ClosedAtExit.remove(this);
  }

  @Override
  public String toString() {
    return "Redis at " + address() + " from " + source;
  }
}
