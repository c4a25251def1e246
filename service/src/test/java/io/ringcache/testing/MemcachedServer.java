package io.ringcache.testing;

/**
 * A memcached, 1.6 where Docker brings it, else whatever is installed.
 *
 * <pre>{@code
 * try (MemcachedServer memcached = MemcachedServer.start("-m", "16", "-I", "2m")) {
 *   connectTo(memcached.address());
 *   memcached.kill();
 *   memcached.restart();
 * }
 * }</pre>
 *
 * <p>Where the server comes from: see {@link MemcachedSources#find}. Without any, starting fails
 * and says what to install.
 */
public final class MemcachedServer extends LocalServer {

  /** Looked for once, and only by those who need one. */
  private static final class Source {
    static final ServerSource FOUND = MemcachedSources.find();
  }

  private MemcachedServer(Start start) {
    super(start);
  }

  /**
   * Starts one; returns when it answers.
   *
   * @param options of {@code memcached}, such as {@code "-m", "16"}
   */
  public static MemcachedServer start(String... options) {
    return new MemcachedServer(Start.onFreePort(Source.FOUND, options));
  }

  @Override
  public String toString() {
    return "memcached at " + super.toString();
  }
}
