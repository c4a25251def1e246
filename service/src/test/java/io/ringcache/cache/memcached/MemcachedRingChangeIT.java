package io.ringcache.cache.memcached;

import io.ringcache.cache.RingChangeContract;
import io.ringcache.testing.LocalServer;
import io.ringcache.testing.MemcachedServer;

/** Another number of Memcached nodes. */
class MemcachedRingChangeIT extends RingChangeContract {

  @Override
  protected String type() {
    return "memcached";
  }

  @Override
  protected LocalServer startServer() {
    return MemcachedServer.start();
  }
}
