package io.ringcache.cache.redis;

import io.ringcache.cache.NodeFaultsContract;
import io.ringcache.testing.LocalServer;
import io.ringcache.testing.RedisServer;

/** The faults of Redis nodes. */
class RedisNodeFaultsIT extends NodeFaultsContract {

  @Override
  protected String type() {
    return "redis";
  }

  @Override
  protected LocalServer startServer() {
    return RedisServer.start();
  }
}
