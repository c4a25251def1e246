package io.ringcache.rest;

import io.ringcache.testing.LocalServer;
import io.ringcache.testing.MemcachedServer;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** The table of disturbances on Memcached. */
class MemcachedChaosIT extends ChaosTable {

  @Override
  protected String configuration() {
    return "../config/memcached.yml";
  }

  @Override
  protected LocalServer startNode() {
    return MemcachedServer.start();
  }

  @Override
  protected LocalServer startSmallNode() {
    return MemcachedServer.start("-m", Integer.toString(SMALL_MIB));
  }

  @Override
  protected LocalServer startSmallNodeThatEvictsNothing() {
    return MemcachedServer.start("-m", Integer.toString(SMALL_MIB), "-M");
  }

  @Override
  protected void occupyForASecond(LocalServer node) {
    throw new UnsupportedOperationException("memcached has no scripts");
  }

  @Test
  @Override
  @Disabled("memcached has no scripts")
  void c06Script() {}
}
