package io.ringcache.cache.redis;

import static io.ringcache.cache.redis.Calls.entry;
import static io.ringcache.cache.redis.Calls.failure;
import static io.ringcache.cache.redis.Calls.join;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** A backend on one Redis node, and another of its clients, for the tests of what is kept there. */
abstract class OnOneRedis {

  static final NamespaceName NS = new NamespaceName("users");
  static final CacheKey KEPT = CacheKey.of(NS, "kept");
  static final Duration BACK = Duration.ofSeconds(5);

  /** What the node was while {@link #readsUntilServed} waited. */
  final Set<NodeState.Condition> conditions = EnumSet.noneOf(NodeState.Condition.class);

  RedisServer server;
  RedisClient redis;
  CacheBackend backend;

  @BeforeEach
  void start() {
    server = RedisServer.start();
    redis = RedisClient.create(server.host(), server.port());
    backend = RedisBackends.connected(server.address(), TestNamespaces.of(NS));
  }

  @AfterEach
  void stop() {
    backend.close();
    redis.close();
    server.close();
  }

  /** Reads until there is an answer, which is at once the last; refusals are to be quick. */
  List<Optional<Entry>> readsUntilServed(CacheBackend backend, CacheKey key) {
    List<Optional<Entry>> answers = new ArrayList<>();
    await()
        .atMost(BACK)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              conditions.add(backend.nodes().get(0).condition());
              Throwable why = failure(backend.get(key).thenAccept(answers::add));
              assertThat(why == null || isNoAnswer(why)).as("%s", why).isTrue();
              return why == null;
            });
    return answers;
  }

  private static boolean isNoAnswer(Throwable why) {
    return why instanceof CacheException.NodeUnavailable
        || why instanceof CacheException.NodeTimeout;
  }

  Map<String, ?> configuration() {
    return Map.of("type", "redis", "nodes", server.address());
  }

  /** On what was saved; our own client would find its connections lost. */
  void restart() {
    server.restartWithItsData();
    redis.close();
    redis = RedisClient.create(server.host(), server.port());
  }

  void save() {
    try (Jedis client = new Jedis(server.host(), server.port(), 30_000)) {
      client.save();
    }
  }

  String runId() {
    return NodeInfo.of(redis.info("server").getBytes(UTF_8)).text("run_id");
  }

  void fill(int entries) {
    List<CacheKey> keys =
        IntStream.range(0, entries).mapToObj(i -> CacheKey.of(NS, "filled-" + i)).toList();
    for (int from = 0; from < entries; from += 2000) {
      Map<CacheKey, NewEntry> some =
          keys.subList(from, from + 2000).stream()
              .collect(Collectors.toMap(key -> key, Calls::entry));
      assertThat(join(backend.putAll(some)).failed()).isEmpty();
    }
  }

  static void put(CacheBackend backend, CacheKey key) {
    join(backend.put(key, entry(key), Precondition.NONE));
  }
}
