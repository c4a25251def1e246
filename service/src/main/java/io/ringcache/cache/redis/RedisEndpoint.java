package io.ringcache.cache.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a node is and how it is talked to.
 *
 * @param name the node's, for messages
 * @param connectTimeout for the TCP connection, and again for the handshake
 * @param commandTimeout from a call's being queued to its last reply
 * @param username null for Redis' default user
 * @param password null for none
 */
record RedisEndpoint(
    String name,
    String host,
    int port,
    Duration connectTimeout,
    Duration commandTimeout,
    @Nullable String username,
    @Nullable String password) {

  @Override
  public String toString() {
    return name; // and never the password
  }
}
