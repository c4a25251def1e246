package io.ringcache.testing;

/**
 * Three Memcached nodes that all test classes of a JVM share.
 *
 * <pre>{@code
 * @RegisterExtension static final ThreeMemcachedNodes MEMCACHED = new ThreeMemcachedNodes();
 * }</pre>
 */
public final class ThreeMemcachedNodes extends ThreeNodes<MemcachedServer> {

  /**
   * So that a value of the largest size that the service takes by itself fits, with its envelope.
   */
  private static final String LARGEST_ITEM = "2m";

  public ThreeMemcachedNodes() {
    super(MemcachedServer.class, () -> MemcachedServer.start("-I", LARGEST_ITEM));
  }
}
