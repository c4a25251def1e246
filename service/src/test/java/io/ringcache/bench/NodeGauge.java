package io.ringcache.bench;

import io.ringcache.testing.RedisServer;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.resps.Slowlog;

/** What one Redis says of itself, over a connection of its own. Not thread-safe. */
final class NodeGauge implements AutoCloseable {

  private static final int MAX_COMMANDS = 1_000_000;

  private final Jedis jedis;

  NodeGauge(RedisServer server) {
    jedis =
        new Jedis(
            new HostAndPort(server.host(), server.port()),
            DefaultJedisClientConfig.builder().autoNegotiateProtocol(false).build());
  }

  /** All that it has allocated, in bytes: data, indexes, buffers, itself. */
  long usedMemory() {
    return Long.parseLong(info("memory", "used_memory"));
  }

  String version() {
    return info("server", "redis_version");
  }

  /** From here on, every command's time is kept. */
  void watchCommands() {
    jedis.configSet("slowlog-max-len", Integer.toString(MAX_COMMANDS));
    jedis.configSet("slowlog-log-slower-than", "0");
    jedis.slowlogReset();
  }

  /** How long the longest command took since {@link #watchCommands}, which ends. */
  long longestCommandMicros() {
    jedis.configSet("slowlog-log-slower-than", "-1");
    return jedis.slowlogGet(MAX_COMMANDS).stream()
        .mapToLong(Slowlog::getExecutionTime)
        .max()
        .orElseThrow();
  }

  private String info(String section, String field) {
    return jedis
        .info(section)
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    jedis.close();
  }
}
