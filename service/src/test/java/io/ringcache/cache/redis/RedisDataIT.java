package io.ringcache.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.Tags;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What we keep on a node, as another of its clients sees it. */
class RedisDataIT extends OnOneRedis {

  private static final CacheKey KEY = CacheKey.of(NS, "user_123");
  private static final String META = "cache_meta:users:user_123";

  @Test
  void anEntryIsKeptAsDocumented() {
    put(KEY, Ttl.ofSeconds(60), Tags.of(List.of("a", "b")));
    assertThat(redis.get("cache:users:user_123")).isEqualTo("{\"name\":\"Ann\"}");
    assertThat(redis.pttl("cache:users:user_123")).isBetween(50_000L, 60_000L);
    assertThat(redis.hgetAll(META))
        .containsEntry("size_bytes", "14")
        .containsEntry("tags", "a\nb")
        .containsOnlyKeys("created_at", "size_bytes", "tags");
    assertThat(redis.ttl(META)).isEqualTo(-1);
    assertThat(redis.objectEncoding(META)).isIn("listpack", "ziplist");
    // The index's score is when the value expires.
    long expires = System.currentTimeMillis() + redis.pttl("cache:users:user_123");
    assertThat(redis.zscore("cache_index:users", "user_123"))
        .isCloseTo((double) expires, Offset.offset(1000.0));
    assertThat(redis.hgetAll("cache_stats:users"))
        .isEqualTo(Map.of("total_keys", "1", "total_bytes", "22"));
  }

  @Test
  void nothingIsLeftOfDeletedFlushedAndExpiredEntries() {
    for (int i = 0; i < 30; i++) {
      put(CacheKey.of(NS, "k" + i), Ttl.ofSeconds(i < 10 ? 1 : 60), Tags.of(List.of("t")));
    }
    for (int i = 10; i < 20; i++) {
      join(backend.delete(CacheKey.of(NS, "k" + i), Precondition.NONE));
    }
    join(backend.flush(NS, Glob.of("k2?")));
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(redis.keys("*"))
                    .containsOnly("cache_stats:users", "cache_run", "cache_ring"));
    assertThat(redis.hgetAll("cache_stats:users"))
        .isEqualTo(Map.of("total_keys", "0", "total_bytes", "0"));
  }

  @Test
  void readsAreCreditedToTheirValueInABatch() {
    put(KEY, Ttl.FOREVER, Tags.NONE);
    join(backend.get(KEY));
    join(backend.get(KEY));
    join(backend.stats(NS));
    assertThat(redis.hget(META, "access_count")).isEqualTo("2");
    long created = Long.parseLong(redis.hget(META, "created_at")) / 1000;
    assertThat(Long.parseLong(redis.hget(META, "last_accessed")))
        .isBetween(created, created + 10_000);
  }

  @Test
  void readsOfAReplacedOrDeletedValueAreCreditedToNobody() {
    CacheKey other = CacheKey.of(NS, "other");
    put(KEY, Ttl.FOREVER, Tags.NONE);
    put(other, Ttl.FOREVER, Tags.NONE);
    join(backend.get(KEY));
    join(backend.getAll(List.of(KEY, other)));
    put(KEY, Ttl.FOREVER, Tags.NONE);
    join(backend.delete(other, Precondition.NONE));
    assertThat(join(backend.stats(NS)).hits()).isEqualTo(3);
    assertThat(redis.hexists(META, "access_count")).isFalse();
    assertThat(redis.exists("cache_meta:users:other")).isFalse();
  }

  @Test
  void readsOfManyAreCreditedToWhatWasThereWhenTheyBegan() {
    CacheKey other = CacheKey.of(NS, "other");
    put(KEY, Ttl.FOREVER, Tags.NONE);
    put(other, Ttl.FOREVER, Tags.NONE);
    join(backend.getAll(List.of(KEY, other)));
    put(other, Ttl.FOREVER, Tags.NONE);
    join(backend.getAll(List.of(KEY, other)));
    join(backend.get(KEY));
    assertThat(join(backend.stats(NS)).hits()).isEqualTo(5);
    assertThat(redis.hget(META, "access_count")).isEqualTo("3");
    assertThat(redis.hexists("cache_meta:users:other", "access_count")).isFalse();
  }

  @Test
  void twoServicesShowTheSameNumbersWithinTwoSeconds() {
    put(KEY, Ttl.FOREVER, Tags.NONE);
    try (CacheBackend second = RedisBackends.connected(server.address(), TestNamespaces.of(NS))) {
      join(backend.get(KEY));
      join(second.get(KEY));
      join(second.get(CacheKey.of(NS, "absent")));
      NamespaceStats expected = new NamespaceStats(2, 1, 1, 22, 0, false);
      Awaitility.await()
          .atMost(Duration.ofSeconds(2))
          .untilAsserted(
              () -> {
                assertThat(join(backend.stats(NS))).isEqualTo(expected);
                assertThat(join(second.stats(NS))).isEqualTo(expected);
              });
    }
  }

  @Test
  void countersNotYetSentAreSentAtClose() {
    CacheBackend second = RedisBackends.connected(server.address(), TestNamespaces.of(NS));
    join(second.get(KEY));
    second.close();
    assertThat(join(backend.stats(NS)).misses()).isEqualTo(1);
  }

  @Test
  void anotherServicesSweepFindsExpiredEntriesOfARegisteredNamespaceToo() {
    try (CacheBackend writer = RedisBackends.connected(server.address(), TestNamespaces.of())) {
      join(writer.put(KEY, entry(Ttl.ofSeconds(1), Tags.NONE), Precondition.NONE));
    }
    Awaitility.await().until(() -> !redis.exists("cache_index:users"));
  }

  @Test
  void aValueWithoutMetaIsHealed() {
    put(KEY, Ttl.ofSeconds(60), Tags.NONE);
    redis.del(META);
    Entry entry = join(backend.get(KEY)).orElseThrow();
    assertThat(entry.json()).isEqualTo("{\"name\":\"Ann\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(entry.ttlMillis()).isBetween(50_000L, 60_000L);
    assertThat(redis.hget(META, "created_at")).isEqualTo(Long.toString(entry.createdAtMicros()));
    assertThat(join(backend.stats(NS)).bytes()).isEqualTo(22);
    assertThat(join(backend.delete(KEY, Precondition.NONE))).isTrue();
    assertThat(join(backend.stats(NS)).bytes()).isZero();
  }

  @Test
  void aForeignValueUnderOurNameIsCountedFromItsFirstReadOn() {
    redis.set("cache:users:foreign", "1");
    assertThat(join(backend.get(CacheKey.of(NS, "foreign")))).isPresent();
    NamespaceStats stats = join(backend.stats(NS));
    assertThat(stats.keys()).isEqualTo(1);
    assertThat(stats.bytes()).isEqualTo(8);
  }

  @Test
  void aForeignTypeUnderOurNameIsAnErrorOfThatKeyAlone() {
    redis.sadd("cache:users:set", "x");
    CompletionStage<?> read = backend.get(CacheKey.of(NS, "set"));
    assertThat(read.toCompletableFuture())
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withMessageContaining("WRONGTYPE");
    put(KEY, Ttl.FOREVER, Tags.NONE);
    assertThat(join(backend.get(KEY))).isPresent();
  }

  @Test
  void aVersionGrowsThoughTheNodesClockWasAhead() {
    put(KEY, Ttl.FOREVER, Tags.NONE);
    long ahead = System.currentTimeMillis() * 1000 + 3_600_000_000L;
    redis.hset(META, "created_at", Long.toString(ahead));
    assertThat(join(backend.put(KEY, entry(Ttl.FOREVER, Tags.NONE), Precondition.NONE)).version())
        .isEqualTo(ahead + 1);
  }

  @Test
  void aFlushFindsEveryPlaceInTheIndexThoughManyExpireAtOnce() {
    Map<CacheKey, NewEntry> entries =
        IntStream.range(0, 5000)
            .mapToObj(i -> CacheKey.of(NS, (i % 2 == 0 ? "é" : "z") + "-" + i))
            .collect(Collectors.toMap(key -> key, key -> entry(Ttl.FOREVER, Tags.NONE)));
    assertThat(join(backend.putAll(entries)).failed()).isEmpty();
    assertThat(join(backend.flush(NS, Glob.of("é-*"))).deleted()).isEqualTo(2500);
    assertThat(join(backend.stats(NS)).keys()).isEqualTo(2500);
    assertThat(join(backend.flush(NS, Glob.ALL)).deleted()).isEqualTo(2500);
  }

  private void put(CacheKey key, Ttl ttl, Tags tags) {
    join(backend.put(key, entry(ttl, tags), Precondition.NONE));
  }

  private static NewEntry entry(Ttl ttl, Tags tags) {
    return new NewEntry("{\"name\":\"Ann\"}".getBytes(StandardCharsets.UTF_8), ttl, tags);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
