package io.ringcache.cache.memcached;

import java.time.Duration;

/**
 * Where a node is and how patiently it is talked to.
 *
 * @param name the node's, for messages
 * @param connectTimeout for the TCP connection
 * @param commandTimeout from a call's being made to its reply
 */
record MemcachedEndpoint(
    String name, String host, int port, Duration connectTimeout, Duration commandTimeout) {

  /** {@code host:port}. */
  String address() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return name;
  }
}
