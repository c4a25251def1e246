package io.ringcache.perf.measure;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

/** What Redis nodes say of themselves. Blocks. */
public final class RedisInfo {

  private static final int TIMEOUT_MILLIS = 2_000;

  /** INFO is the same in every version of the protocol. */
  private static final JedisClientConfig CONFIG =
      DefaultJedisClientConfig.builder()
          .autoNegotiateProtocol(false)
          .timeoutMillis(TIMEOUT_MILLIS)
          .build();

  private final List<String> nodes;

  /** Of nodes {@code host:port}. */
  public RedisInfo(List<String> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  public boolean isPossible() {
    return !nodes.isEmpty();
  }

  /**
   * Bytes that all of them use together.
   *
   * @throws IllegalStateException if one does not answer
   */
  public double usedMemory() {
    return nodes.stream().mapToDouble(node -> number(info(node, "memory"), "used_memory")).sum();
  }

  /** CPU seconds that all of them have used so far. */
  public double cpuSeconds() {
    return nodes.stream()
        .map(node -> info(node, "cpu"))
        .mapToDouble(info -> number(info, "used_cpu_user") + number(info, "used_cpu_sys"))
        .sum();
  }

  /** Each with its version. */
  public String description() {
    return nodes.stream()
        .map(node -> node + " (Redis " + info(node, "server").get("redis_version") + ")")
        .collect(Collectors.joining(", "));
  }

  private static double number(Map<String, String> info, String name) {
    return Double.parseDouble(info.getOrDefault(name, "NaN"));
  }

  private static Map<String, String> info(String node, String section) {
    int colon = node.lastIndexOf(':');
    int port = Integer.parseInt(node.substring(colon + 1));
    try (Jedis jedis = new Jedis(node.substring(0, colon), port, CONFIG)) {
      return parse(jedis.info(section));
    } catch (JedisException e) {
      throw new IllegalStateException(
          "perf.nodes: " + node + " does not answer as a Redis: " + e.getMessage(), e);
    }
  }

  /** Lines {@code name:value}; others are comments. */
  static Map<String, String> parse(String info) {
    return info.lines()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2)
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip(), (a, b) -> a));
  }
}
