package io.ringcache.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.Glob;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import io.ringcache.testing.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Quotas over several nodes, and nodes that lose entries by themselves. */
class RedisQuotaIT {

  private static final NamespaceName NS = new NamespaceName("quota");
  private static final byte[] VALUE =
      ("\"" + "x".repeat(998) + "\"").getBytes(StandardCharsets.UTF_8);
  private static final long MIB = 1_048_576;

  private final TestNamespaces namespaces = TestNamespaces.of(NS);
  private List<RedisServer> servers = List.of();

  @BeforeEach
  void startThreeNodes() {
    servers = Stream.generate(RedisServer::start).limit(3).toList();
  }

  @AfterEach
  void stop() {
    servers.forEach(RedisServer::close);
  }

  @Test
  void aNodeThatComesBackEmptyIsSoonAtItsShareAgainAndRefusesNothing() {
    namespaces.register(NS, new Quota(3 * MIB, EvictionPolicy.LRU));
    try (CacheBackend backend = connected()) {
      write(backend, 0, 6000);
      servers.get(1).restart();
      // Until each of its connections has noticed: a write on a lost one is not sent twice.
      Awaitility.await()
          .until(() -> join(backend.putAll(entries(0, 200, Tags.NONE))).failed().isEmpty());
      write(backend, 10_000, 3200); // one quota's worth
      long share = MIB;
      for (RedisServer server : servers) {
        assertThat(bytesOn(server)).isBetween((long) (0.9 * share), (long) (1.1 * share));
      }
      // The last batch's 200 kilobytes were in flight together: what they went over goes again.
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(join(backend.stats(NS)).bytes())
                      .isLessThanOrEqualTo((long) (3 * MIB * 1.02)));
    }
  }

  @Test
  void twoProcessesAtFullSpeedStayWithinTwoPercent() {
    namespaces.register(NS, new Quota(3 * MIB, EvictionPolicy.FIFO));
    try (CacheBackend one = connected();
        CacheBackend two = connected()) {
      CompletableFuture<Void> other = CompletableFuture.runAsync(() -> write(two, 100_000, 6000));
      write(one, 0, 6000);
      other.join();
      // 200 writes of a kilobyte are in flight with each of them
      assertThat(join(one.stats(NS)).bytes()).isLessThanOrEqualTo(3 * MIB + 2 * 200 * 1010);
      write(one, 0, 10);
      assertThat(join(one.stats(NS)).bytes()).isLessThanOrEqualTo((long) (3 * MIB * 1.02));
      assertThat((long) listed(one).size()).isEqualTo(join(one.stats(NS)).keys());
    }
  }

  @Test
  void withoutEvictionNothingIsRefusedBeforeTheTotalIsReachedWhateverTheSpread() {
    namespaces.register(NS, new Quota(MIB, EvictionPolicy.NONE));
    try (CacheBackend first = connected();
        CacheBackend second = connected()) {
      // What one process fills and empties, another has to find out about.
      int stored = writeUntilFull(first);
      long bytes = join(first.stats(NS)).bytes();
      assertThat(bytes).isBetween(MIB - 1100, MIB);
      assertThat(stored).isEqualTo(join(first.stats(NS)).keys());
      join(first.flush(NS, Glob.ALL));
      assertThat(writeUntilFull(second)).isBetween(stored - 1, stored + 1);
    }
  }

  @Test
  void whatRedisEvictsByItselfLeavesTheNumbersRight() {
    try (RedisServer small =
            RedisServer.start("--maxmemory", "12mb", "--maxmemory-policy", "volatile-lru");
        RedisClient redis = RedisClient.create(small.host(), small.port());
        CacheBackend backend = RedisBackends.connected(small.address(), namespaces)) {
      for (int i = 0; i < 12_000; i += 200) {
        join(backend.putAll(entries(i, 200, Tags.of(List.of("t" + i)))));
      }
      assertThat(redis.info("stats")).doesNotContain("evicted_keys:0\r\n");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                long values = redis.keys("cache:quota:*").size();
                assertThat(values).isLessThan(12_000);
                assertThat(join(backend.stats(NS)).keys()).isEqualTo(values);
                assertThat(redis.keys("cache_meta:quota:*")).hasSize((int) values);
              });
      assertThat(join(backend.stats(NS)).bytes())
          .isEqualTo(listed(backend).stream().mapToLong(key -> key.length() + 1000L).sum());
    }
  }

  @Test
  void taggedEntriesThatExpireLeaveNoTagSetsBehind() {
    try (CacheBackend backend = connected();
        RedisClient redis = RedisClient.create(servers.get(0).host(), servers.get(0).port())) {
      for (int i = 0; i < 10_000; i += 500) {
        Map<CacheKey, NewEntry> batch =
            IntStream.range(i, i + 500)
                .boxed()
                .collect(
                    Collectors.toMap(
                        RedisQuotaIT::key,
                        n ->
                            new NewEntry(
                                new byte[] {'1'},
                                Ttl.ofSeconds(1),
                                Tags.of(List.of("all", "tag-" + n % 100)))));
        assertThat(join(backend.putAll(batch)).failed()).isEmpty();
      }
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(redis.keys("*"))
                      .containsOnly("cache_stats:quota", "cache_run", "cache_ring"));
    }
  }

  private CacheBackend connected() {
    return RedisBackends.connected(
        servers.stream().map(RedisServer::address).collect(Collectors.joining(",")), namespaces);
  }

  private static void write(CacheBackend backend, int from, int count) {
    for (int i = 0; i < count; i += 200) {
      assertThat(
              join(backend.putAll(entries(from + i, Math.min(200, count - i), Tags.NONE))).failed())
          .isEmpty();
    }
  }

  private static int writeUntilFull(CacheBackend backend) {
    int stored = 0;
    while (stored < 5000
        && isStored(backend.put(key(stored), entry(Tags.NONE), Precondition.NONE))) {
      stored++;
    }
    return stored;
  }

  private static boolean isStored(CompletionStage<?> put) {
    return put.handle((result, failure) -> failure == null).toCompletableFuture().join();
  }

  private static Map<CacheKey, NewEntry> entries(int from, int count, Tags tags) {
    return IntStream.range(from, from + count)
        .mapToObj(RedisQuotaIT::key)
        .collect(Collectors.toMap(key -> key, key -> entry(tags)));
  }

  private static NewEntry entry(Tags tags) {
    return new NewEntry(VALUE, Ttl.ofSeconds(3600), tags);
  }

  private static CacheKey key(int i) {
    return CacheKey.of(NS, "key-" + i);
  }

  private static List<String> listed(CacheBackend backend) {
    List<String> keys = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      KeyPage page = join(backend.keys(NS, Glob.ALL, cursor, 1000));
      keys.addAll(page.keys());
      cursor = page.cursor();
    } while (cursor.isPresent());
    return keys;
  }

  private static long bytesOn(RedisServer server) {
    try (RedisClient redis = RedisClient.create(server.host(), server.port())) {
      return Long.parseLong(redis.hget("cache_stats:quota", "total_bytes"));
    }
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
