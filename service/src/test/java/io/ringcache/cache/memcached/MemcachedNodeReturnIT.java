package io.ringcache.cache.memcached;

import io.ringcache.cache.NodeReturnContract;
import io.ringcache.testing.LocalServer;
import io.ringcache.testing.MemcachedServer;

/** Memcached nodes that come back. */
class MemcachedNodeReturnIT extends NodeReturnContract {

  @Override
  protected String type() {
    return "memcached";
  }

  @Override
  protected LocalServer startServer() {
    return MemcachedServer.start();
  }
}
