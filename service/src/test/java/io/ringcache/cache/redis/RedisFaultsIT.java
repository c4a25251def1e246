package io.ringcache.cache.redis;

import static io.ringcache.cache.redis.Calls.entry;
import static io.ringcache.cache.redis.Calls.failure;
import static io.ringcache.cache.redis.Calls.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.testing.RedisServer;
import io.ringcache.testing.TcpProxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** What Redis alone has of the trouble with nodes; the rest is in {@link RedisNodeFaultsIT}. */
class RedisFaultsIT {

  private static final NamespaceName NS = new NamespaceName("faults");
  private static final List<CacheKey> KEYS =
      IntStream.range(0, 300).mapToObj(i -> CacheKey.of(NS, "key-" + i)).toList();

  private List<RedisServer> servers = List.of();
  private CacheBackend backend;

  @BeforeEach
  void startThreeNodes() {
    servers = Stream.generate(RedisServer::start).limit(3).toList();
    backend =
        RedisBackends.connected(
            "one=%s, two=%s, three=%s"
                .formatted(
                    servers.get(0).address(), servers.get(1).address(), servers.get(2).address()),
            TestNamespaces.of(NS));
  }

  @AfterEach
  void stop() {
    backend.close();
    servers.forEach(RedisServer::close);
  }

  /**
   * As a restart between two calls, but for the moment in which nobody listens: a connection that
   * notices just then is down until its next attempt, and fails what it is asked meanwhile.
   */
  @Test
  void aNodeWhoseConnectionsAreLostBetweenTwoCallsFailsNoRead() {
    try (RedisServer server = RedisServer.start();
        TcpProxy line = TcpProxy.to(server.port());
        CacheBackend behindIt = RedisBackends.connected(line.address(), TestNamespaces.of(NS))) {
      assertThat(join(behindIt.putAll(entries(KEYS))).failed()).isEmpty();
      for (int round = 0; round < 5; round++) {
        line.cut();
        // Whether or not somebody has noticed: a read is simply sent again.
        BatchResult<Optional<byte[]>> read = join(behindIt.getAll(KEYS));
        assertThat(read.failed()).isEmpty();
        assertThat(read.done().values()).allMatch(Optional::isPresent);
      }
    }
  }

  /** A restarted node counts its clients from the start: the number of ours is another's now. */
  @Test
  void aConnectionThatComesBackAfterARestartEndsNobodyElses() {
    store(KEYS);
    RedisServer restarted = servers.get(1);
    restarted.restart();
    List<Jedis> others =
        IntStream.range(0, 50)
            .mapToObj(i -> new Jedis(restarted.host(), restarted.port()))
            .peek(Jedis::connect)
            .toList();
    try {
      Awaitility.await().until(() -> storesAll());
      assertThat(others).allSatisfy(other -> assertThat(other.ping()).isEqualTo("PONG"));
    } finally {
      others.forEach(Jedis::close);
    }
  }

  @Test
  void lostScriptsAreSentAgain() {
    flushScripts(servers.get(0));
    flushScripts(servers.get(1));
    flushScripts(servers.get(2));
    store(KEYS);
    assertThat(join(backend.stats(NS)).keys()).isEqualTo(300);
  }

  private static void flushScripts(RedisServer server) {
    try (RedisClient client = RedisClient.create(server.host(), server.port())) {
      client.scriptFlush();
    }
  }

  private void store(List<CacheKey> keys) {
    assertThat(join(backend.putAll(entries(keys))).failed()).isEmpty();
  }

  private static Map<CacheKey, NewEntry> entries(List<CacheKey> keys) {
    return keys.stream().collect(Collectors.toMap(key -> key, Calls::entry));
  }

  private boolean storesAll() {
    return KEYS.stream()
        .noneMatch(key -> failure(backend.put(key, entry(key), Precondition.NONE)) != null);
  }
}
