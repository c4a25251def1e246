package io.ringcache.cache.redis;

import io.ringcache.cache.RingChangeContract;
import io.ringcache.testing.LocalServer;
import io.ringcache.testing.RedisServer;

/** Another number of Redis nodes. */
class RedisRingChangeIT extends RingChangeContract {

  @Override
  protected String type() {
    return "redis";
  }

  @Override
  protected LocalServer startServer() {
    return RedisServer.start();
  }
}
