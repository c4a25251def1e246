package io.ringcache.testing;

/**
 * Three Memcached nodes that all test classes of a JVM share. They take a value of the largest size
 * that the service takes by itself, with its envelope. Their table of keys begins with a quarter of
 * the usual size: that is what a walk through a nearly empty node takes its time for; and tests
 * enlarge it, which walks have to get along with.
 *
 * <pre>{@code
 * @RegisterExtension static final ThreeMemcachedNodes MEMCACHED = new ThreeMemcachedNodes();
 * }</pre>
 */
public final class ThreeMemcachedNodes extends ThreeNodes<MemcachedServer> {

  public ThreeMemcachedNodes() {
    super(MemcachedServer.class, () -> MemcachedServer.start("-I", "2m", "-o", "hashpower=14"));
  }
}
