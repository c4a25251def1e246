package io.ringcache.cache.redis;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.ring.Breaker;
import io.ringcache.cache.ring.NodeCounts;
import io.ringcache.cache.ring.NodeLog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The few connections to one node. Thread-safe; no call blocks. Calls share the first connection,
 * since those that are sent together cost less, here and on the node, as long as it answers
 * promptly. Where it does not they go to the one with the least to do, so that a reply of a
 * megabyte does not hold up the rest.
 */
final class RedisCrew implements AutoCloseable {

  private final RedisEndpoint node;
  private final List<RedisConnection> connections;
  private final Breaker breaker;
  private final NodeCounts counts = new NodeCounts();
  private final OldData oldData;
  private final int queueCapacity;

  /**
   * Starts the connections' threads.
   *
   * @param queueCapacity calls that may wait for the node, over all its connections
   */
  RedisCrew(RedisEndpoint node, int size, int queueCapacity) {
    this.node = node;
    this.breaker = Breaker.of(new NodeLog("redis", node.name(), node.host() + ":" + node.port()));
    this.oldData = new OldData(node.name());
    int each = Math.max(1, queueCapacity / size);
    this.queueCapacity = each * size;
    this.connections =
        IntStream.range(0, size)
            .mapToObj(number -> new RedisConnection(node, number, each, oldData, counts, breaker))
            .toList();
    connections.forEach(RedisConnection::start);
  }

  String name() {
    return node.name();
  }

  /** {@code host:port}. */
  String address() {
    return node.host() + ":" + node.port();
  }

  /** When a call that is made now is overdue, by {@code System.nanoTime}. */
  long deadline() {
    return System.nanoTime() + node.commandTimeout().toNanos();
  }

  <T> CompletionStage<T> submit(RedisCall<T> call) {
    if (breaker.isOpen()) {
      return failed(call);
    }
    RedisConnection least = null;
    int leastLoad = Integer.MAX_VALUE;
    for (RedisConnection connection : connections) {
      if (connection.isPrompt(call)) {
        return submitTo(connection, call);
      }
      int load = connection.isDown() ? Integer.MAX_VALUE : connection.load();
      if (load < leastLoad) {
        least = connection;
        leastLoad = load;
      }
    }
    return submitTo(least == null ? connections.get(0) : least, call);
  }

  /**
   * As {@link #submit}, but the node gets to see these calls in the order in which they were made,
   * as long as none of its connections is lost.
   */
  <T> CompletionStage<T> submitInOrder(RedisCall<T> call) {
    if (breaker.isOpen()) {
      return failed(call);
    }
    for (RedisConnection connection : connections) {
      if (!connection.isDown()) {
        return submitTo(connection, call);
      }
    }
    return submitTo(connections.get(0), call);
  }

  private <T> CompletionStage<T> failed(RedisCall<T> call) {
    call.fail(new CacheException.NodeUnavailable(node.name(), breaker.why()));
    return call.result();
  }

  private static <T> CompletionStage<T> submitTo(RedisConnection connection, RedisCall<T> call) {
    connection.submit(call);
    return call.result();
  }

  /**
   * Completes when each connection has answered: one that was lost is answered on by its successor,
   * which has killed it first.
   */
  CompletionStage<Void> settle() {
    return CompletableFuture.allOf(
        connections.stream()
            .map(connection -> submitTo(connection, ping()).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }

  /** How the node looks from here; does not ask it. */
  NodeState state() {
    int up = (int) connections.stream().filter(RedisConnection::isUp).count();
    return counts.state(
        name(),
        address(),
        breaker.condition(),
        connections.size(),
        up,
        connections.stream().mapToInt(RedisConnection::queued).sum(),
        queueCapacity);
  }

  boolean isUp() {
    return connections.stream().anyMatch(RedisConnection::isUp);
  }

  /** Fails what is overdue. */
  void expire() {
    long now = System.nanoTime();
    for (RedisConnection connection : connections) {
      connection.expire(now);
    }
  }

  /** Notices connections that were lost while nobody used them. */
  void pingIdle() {
    for (RedisConnection connection : connections) {
      if (connection.isUp() && connection.load() == 0) {
        connection.submit(ping());
      }
    }
  }

  /** See {@link OldData#keepMark}. */
  void keepMark() {
    oldData.keepMark(this);
  }

  private RedisCall<Boolean> ping() {
    return RedisCall.read(
        "PING",
        List.of(new CommandArguments(Command.PING)),
        replies -> replies.bytes(0) != null,
        deadline());
  }

  @Override
  public String toString() {
    return "redis node " + node.name();
  }

  @Override
  public void close() {
    connections.forEach(RedisConnection::close);
  }
}
