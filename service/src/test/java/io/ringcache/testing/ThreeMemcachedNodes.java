package io.ringcache.testing;

/**
 * Three Memcached nodes that all test classes of a JVM share.
 *
 * <pre>{@code
 * @RegisterExtension static final ThreeMemcachedNodes MEMCACHED = new ThreeMemcachedNodes();
 * }</pre>
 */
public final class ThreeMemcachedNodes extends ThreeNodes<MemcachedServer> {

  public ThreeMemcachedNodes() {
    super(MemcachedServer.class, MemcachedServer::start);
  }
}
