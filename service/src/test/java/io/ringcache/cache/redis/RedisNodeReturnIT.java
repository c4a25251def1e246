package io.ringcache.cache.redis;

import io.ringcache.cache.NodeReturnContract;
import io.ringcache.testing.LocalServer;
import io.ringcache.testing.RedisServer;

/** Redis nodes that come back. */
class RedisNodeReturnIT extends NodeReturnContract {

  @Override
  protected String type() {
    return "redis";
  }

  @Override
  protected LocalServer startServer() {
    return RedisServer.start();
  }
}
