package io.ringcache.cache.memcached;

import io.ringcache.cache.NodeFaultsContract;
import io.ringcache.testing.LocalServer;
import io.ringcache.testing.MemcachedServer;

/** The faults of Memcached nodes. */
class MemcachedNodeFaultsIT extends NodeFaultsContract {

  @Override
  protected String type() {
    return "memcached";
  }

  @Override
  protected LocalServer startServer() {
    return MemcachedServer.start();
  }
}
