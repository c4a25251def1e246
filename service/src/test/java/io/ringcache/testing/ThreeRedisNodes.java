package io.ringcache.testing;

/**
 * Three Redis nodes that all test classes of a JVM share.
 *
 * <pre>{@code
 * @RegisterExtension static final ThreeRedisNodes REDIS = new ThreeRedisNodes();
 * }</pre>
 */
public final class ThreeRedisNodes extends ThreeNodes<RedisServer> {

  public ThreeRedisNodes() {
    super(RedisServer.class, RedisServer::start);
  }
}
