package io.ringcache.cache.redis;

import static io.ringcache.cache.redis.Calls.entry;
import static io.ringcache.cache.redis.Calls.failure;
import static io.ringcache.cache.redis.Calls.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Tags;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import io.ringcache.testing.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a node that is there does not do: for want of memory, of time, or of a password. */
class RedisRefusalsIT {

  private static final NamespaceName NS = new NamespaceName("refusals");
  private static final List<CacheKey> KEYS =
      IntStream.range(0, 300).mapToObj(i -> CacheKey.of(NS, "key-" + i)).toList();

  @Test
  void aFullNodeIsStorageFullAndStillReadsAndDeletes() {
    try (RedisServer small =
            RedisServer.start("--maxmemory", "4mb", "--maxmemory-policy", "noeviction");
        CacheBackend full = RedisBackends.connected(small.address(), TestNamespaces.of(NS))) {
      NewEntry big =
          new NewEntry(
              ("\"" + "x".repeat(100_000) + "\"").getBytes(StandardCharsets.UTF_8),
              Ttl.ofSeconds(600),
              Tags.NONE);
      Throwable refused = null;
      int stored = 0;
      while (refused == null && stored < 100) {
        refused = failure(full.put(KEYS.get(stored), big, Precondition.NONE));
        stored += refused == null ? 1 : 0;
      }
      assertThat(refused).isInstanceOf(CacheException.StorageFull.class);
      assertThat(stored).isPositive();
      assertThat(join(full.get(KEYS.get(0)))).isPresent();
      assertThat(join(full.get(KEYS.get(299)))).isEmpty();
      assertThat(join(full.stats(NS)).keys()).isEqualTo(stored);
      assertThat(join(full.flush(NS, Glob.ALL)).deleted()).isEqualTo(stored);
      assertThat(join(full.stats(NS)).bytes()).isZero();
      assertThat(join(full.stats(NS)).hits()).isEqualTo(1);
      assertThat(join(full.stats(NS)).misses()).isEqualTo(1);
      assertThat(join(full.put(KEYS.get(0), big, Precondition.NONE)).created()).isTrue();
    }
  }

  @Test
  void aQueueThatIsFullRefusesAtOnce() {
    try (RedisServer frozen = RedisServer.start();
        CacheBackend small =
            RedisBackends.build(
                Map.of(
                    "type",
                    "redis",
                    "nodes",
                    frozen.address(),
                    "queueCapacity",
                    10,
                    "connectionsPerNode",
                    1),
                TestNamespaces.of(NS))) {
      Awaitility.await().until(() -> RedisBackends.allUp(small));
      frozen.pause();
      List<CompletionStage<PutResult>> calls =
          IntStream.range(0, 5000)
              .mapToObj(
                  i -> small.put(KEYS.get(i % 300), entry(KEYS.get(i % 300)), Precondition.NONE))
              .toList();
      assertThat(calls)
          .anyMatch(
              call ->
                  call.toCompletableFuture().isCompletedExceptionally()
                      && failure(call) instanceof CacheException.NodeBusy);
      frozen.resume();
    }
  }

  @Test
  void wrongCredentialsAreToldApartAndNotToldFurther() {
    try (RedisServer guarded = RedisServer.start("--requirepass", "right");
        CacheBackend refused =
            RedisBackends.build(
                Map.of("type", "redis", "nodes", guarded.address(), "password", "wrong-one"),
                TestNamespaces.of(NS));
        CacheBackend admitted =
            RedisBackends.build(
                Map.of("type", "redis", "nodes", guarded.address(), "password", "right"),
                TestNamespaces.of(NS))) {
      Awaitility.await().until(() -> RedisBackends.allUp(admitted));
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(failure(refused.get(KEYS.get(0))))
                      .isInstanceOf(CacheException.NodeUnavailable.class)
                      .hasMessageContaining("WRONGPASS")
                      .hasMessageNotContaining("wrong-one"));
    }
  }
}
