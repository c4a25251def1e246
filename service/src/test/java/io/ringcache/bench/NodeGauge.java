package io.ringcache.bench;

import io.ringcache.testing.RedisServer;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.resps.Slowlog;

/** What one Redis says of itself, over a connection of its own. Not thread-safe. */
public final class NodeGauge implements AutoCloseable {

  private static final int MAX_COMMANDS = 100_000;
  private static final long NOTED_MICROS = 1_000;

  private final Jedis jedis;

  public NodeGauge(RedisServer server) {
    jedis =
        new Jedis(
            new HostAndPort(server.host(), server.port()),
            DefaultJedisClientConfig.builder().autoNegotiateProtocol(false).build());
  }

  /** All that it has allocated, in bytes: data, indexes, buffers, itself. */
  long usedMemory() {
    return Long.parseLong(info("memory", "used_memory"));
  }

  /** The time that its processor has spent on commands and their connections so far. */
  public long processorMicros() {
    return Math.round(
        1e6
            * (Double.parseDouble(info("cpu", "used_cpu_user_main_thread"))
                + Double.parseDouble(info("cpu", "used_cpu_sys_main_thread"))));
  }

  public String version() {
    return info("server", "redis_version");
  }

  /**
   * From here on the time of every command that takes longer than {@link #NOTED_MICROS} is kept; to
   * keep that of each would cost as much as the shorter ones themselves.
   */
  void watchCommands() {
    jedis.configSet("slowlog-max-len", Integer.toString(MAX_COMMANDS));
    jedis.slowlogReset();
    jedis.configSet("slowlog-log-slower-than", Long.toString(NOTED_MICROS));
  }

  /** How long the longest command took since {@link #watchCommands}, which ends. */
  long longestCommandMicros() {
    jedis.configSet("slowlog-log-slower-than", "-1");
    return jedis.slowlogGet(MAX_COMMANDS).stream()
        .mapToLong(Slowlog::getExecutionTime)
        .max()
        .orElse(NOTED_MICROS);
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
