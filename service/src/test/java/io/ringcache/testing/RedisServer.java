package io.ringcache.testing;

/**
 * A Redis.
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
public final class RedisServer extends LocalServer {

  /** Looked for once, and only by those who need one. */
  private static final class Source {
    static final ServerSource FOUND = RedisSources.find();
  }

  private RedisServer(Start start) {
    super(start);
  }

  /**
   * Starts one; returns when it takes connections.
   *
   * @param args options of {@code redis-server}, such as {@code "--requirepass", "secret"}
   */
  public static RedisServer start(String... args) {
    return start(Source.FOUND, args);
  }

  static RedisServer start(ServerSource source, String... args) {
    return new RedisServer(Start.onFreePort(source, args));
  }

  @Override
  public String toString() {
    return "Redis at " + super.toString();
  }
}
