package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.ring.Breaker;
import io.ringcache.cache.ring.NodeCounts;
import io.ringcache.cache.ring.NodeLog;
import io.ringcache.cache.ring.NodeTimer;
import io.ringcache.cache.ring.ValueRoom;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's commands over a few connections of xmemcached. Thread-safe, blocks nobody but who closes
 * it. A call goes to the connection with the least to do, so that a reply of a megabyte does not
 * hold up the rest; two calls made one after the other may reach the node in any order.
 *
 * <p>Of xmemcached it has the sockets, the reactor thread and the matching of replies to commands;
 * deadlines, limits and reconnecting are ours, see {@link NodeConnection}. Stages complete on the
 * reactor's thread, a few on that of the caller or of the timer.
 */
final class MemcachedLink implements MemcachedCommands, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(MemcachedLink.class);

  private static final long DEADLINE_MILLIS = 20;
  private static final long PING_MILLIS = 500;

  /** As memcached has it where nothing else is set. */
  private static final long USUAL_ITEM_SIZE_MAX = 1024 * 1024;

  private final MemcachedEndpoint node;
  private final int capacity;
  private final NodeTransport transport;
  private final Breaker breaker;
  private final NodeCounts counts = new NodeCounts();
  private final NodeProcess process;
  private final AtomicInteger underWay = new AtomicInteger();
  private final Runnable done = underWay::decrementAndGet;
  private final List<NodeConnection> connections;
  private final NodeWalks walks;
  private final NodeTimer timer;

  private MemcachedLink(MemcachedEndpoint node, int size, int capacity) {
    this.node = node;
    this.capacity = capacity;
    this.process = new NodeProcess(node.name());
    this.transport = NodeTransport.start(node.name(), counts);
    this.breaker = Breaker.of(new NodeLog("memcached", node.name(), node.address()));
    this.walks = new NodeWalks(node);
    this.timer = new NodeTimer("memcached-" + node.name() + "-timer");
    this.connections =
        IntStream.range(0, size)
            .mapToObj(
                number ->
                    new NodeConnection(
                        node, number, transport, process, counts, this::submit, breaker))
            .toList();
  }

  /**
   * Starts to connect, in the background: a node that is down is no hindrance.
   *
   * @param connections at most that many
   * @param capacity calls that may be under way, over all connections
   */
  static MemcachedLink start(MemcachedEndpoint node, int connections, int capacity) {
    MemcachedLink link = new MemcachedLink(node, connections, capacity);
    link.connections.forEach(NodeConnection::start);
    link.timer.every(DEADLINE_MILLIS, link::expire);
    link.timer.every(PING_MILLIS, link::pingIdle);
    return link;
  }

  @Override
  public String node() {
    return node.name();
  }

  @Override
  public CompletionStage<Map<String, Item>> gets(Collection<String> keys) {
    return items(keys, null);
  }

  @Override
  public CompletionStage<Map<String, Item>> gets(Collection<String> keys, ValueRoom.Claim claim) {
    return items(keys, claim);
  }

  private CompletionStage<Map<String, Item>> items(
      Collection<String> keys, ValueRoom.@Nullable Claim claim) {
    if (keys.isEmpty()) {
      return CompletableFuture.completedStage(Map.of());
    }
    Collection<String> asked = keys.size() <= 2 ? keys : Set.copyOf(keys);
    long longest = process.itemSizeMax().orElse(USUAL_ITEM_SIZE_MAX);
    return read(Requests.gets(asked), () -> new ItemsReader(asked, longest, claim));
  }

  @Override
  public CompletionStage<OptionalInt> itemSize(String key) {
    return read(Requests.itemSize(key), () -> Replies.ITEM_SIZE);
  }

  @Override
  public CompletionStage<Boolean> add(String key, byte[] bytes, long expiresAt) {
    return write(Requests.add(key, bytes, expiresAt), Replies.STORED, deadline());
  }

  @Override
  public CompletionStage<CasOutcome> cas(String key, byte[] bytes, long expiresAt, long cas) {
    return write(Requests.cas(key, bytes, expiresAt, cas), Replies.CAS, deadline());
  }

  @Override
  public CompletionStage<Void> set(String key, byte[] bytes, long expiresAt) {
    return write(Requests.set(key, bytes, expiresAt), Replies.STORED, deadline())
        .thenAccept(stored -> {});
  }

  @Override
  public CompletionStage<Boolean> delete(String key) {
    return write(Requests.delete(key), Replies.DELETED, deadline());
  }

  @Override
  public CompletionStage<CasOutcome> delete(String key, long cas) {
    return write(Requests.delete(key, cas), Replies.META_DELETE, deadline());
  }

  @Override
  public CompletionStage<Long> count(String key, long delta, long initial) {
    return Counting.start(this, key, delta, initial, deadline());
  }

  @Override
  public CompletionStage<Map<String, String>> stats() {
    return read(Requests.stats(), Replies::stats);
  }

  @Override
  public OptionalLong itemSizeMax() {
    return process.itemSizeMax();
  }

  @Override
  public CompletionStage<Void> walk(LineTaker taker, Pace pace) {
    if (breaker.isOpen()) {
      return CompletableFuture.failedStage(
          new CacheException.NodeUnavailable(node.name(), "it is down"));
    }
    return walks.walk(taker, pace);
  }

  /**
   * Completes when each connection has answered: one that was lost is answered on by its successor,
   * which the node gave its place only when it was done with the old one.
   */
  CompletionStage<Void> settle() {
    return CompletableFuture.allOf(
        connections.stream()
            .map(
                connection -> {
                  NodeCall<String> ping = ping();
                  connection.submit(ping);
                  return ping.result();
                })
            .toArray(CompletableFuture<?>[]::new));
  }

  /** How the node looks from here; does not ask it. */
  NodeState state() {
    int up = (int) connections.stream().filter(NodeConnection::isUp).count();
    return counts.state(
        node.name(),
        node.address(),
        breaker.condition(),
        connections.size(),
        up,
        underWay.get(),
        capacity);
  }

  private <T> CompletionStage<T> read(byte[] request, Supplier<ReplyReader<T>> readers) {
    return admit(NodeCall.read(node.name(), request, readers, deadline(), done));
  }

  <T> CompletionStage<T> write(byte[] request, ReplyReader<T> reader, long deadlineNanos) {
    return admit(NodeCall.once(node.name(), request, reader, deadlineNanos, done));
  }

  private <T> CompletionStage<T> admit(NodeCall<T> call) {
    int others = underWay.getAndIncrement();
    if (others >= capacity) {
      call.fail(new CacheException.NodeBusy(node.name(), others));
    } else {
      submit(call);
    }
    return call.result();
  }

  private void submit(NodeCall<?> call) {
    if (breaker.isOpen()) {
      call.fail(new CacheException.NodeUnavailable(node.name(), breaker.why()));
      return;
    }
    NodeConnection least = connections.get(0);
    int leastLoad = Integer.MAX_VALUE;
    for (NodeConnection connection : connections) {
      int load = connection.isDown() ? Integer.MAX_VALUE : connection.load();
      if (load < leastLoad) {
        least = connection;
        leastLoad = load;
      }
    }
    least.submit(call);
  }

  private long deadline() {
    return System.nanoTime() + node.commandTimeout().toNanos();
  }

  /** Fails what is overdue. */
  private void expire() {
    long now = System.nanoTime();
    for (NodeConnection connection : connections) {
      connection.expire(now);
    }
  }

  /** Notices connections that were lost while nobody used them. */
  private void pingIdle() {
    for (NodeConnection connection : connections) {
      if (connection.isUp() && connection.load() == 0) {
        connection.submit(ping());
      }
    }
  }

  /** Not repeated: it would be on another connection. */
  private NodeCall<String> ping() {
    return NodeCall.once(node.name(), Requests.version(), Replies.VERSION, deadline(), () -> {});
  }

  @Override
  public String toString() {
    return "memcached node " + node.name();
  }

  /** Fails what is under way. Blocks for a few seconds at most. */
  @Override
  public void close() {
    timer.close();
    walks.close();
    connections.forEach(NodeConnection::close);
    try {
      transport.shutdown();
    } catch (IOException e) {
      log.warn("memcached node {} could not be closed properly", node.name(), e);
    }
  }
}
