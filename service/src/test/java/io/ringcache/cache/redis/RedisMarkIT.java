package io.ringcache.cache.redis;

import static io.ringcache.cache.redis.Calls.failure;
import static io.ringcache.cache.redis.Calls.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.TestNamespaces;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/**
 * The mark of a node's run, which says whose data is old: who has served from this run removes
 * nothing of it, whatever becomes of the mark.
 */
class RedisMarkIT extends OnOneRedis {

  @Test
  void dataWithoutAMarkIsRemovedOnce() {
    put(backend, KEPT);
    backend.close();
    redis.del("cache_run"); // as a version left it that made no mark,
    redis.scriptFlush(); // nor a witness

    backend = RedisBackends.build(configuration(), TestNamespaces.of(NS));
    readsUntilServed(backend, KEPT);
    assertThat(join(backend.get(KEPT))).isEmpty();
    put(backend, KEPT);
    backend.close();

    backend = RedisBackends.connected(server.address(), TestNamespaces.of(NS));
    assertThat(join(backend.get(KEPT))).isPresent();
  }

  @Test
  void aMarkThatIsTakenAwayIsPutBackByWhoHasServedFromThisRun() {
    redis.flushAll();
    put(backend, KEPT);
    await().untilAsserted(() -> assertThat(redis.get("cache_run")).isEqualTo(runId()));
    try (CacheBackend another = RedisBackends.connected(server.address(), TestNamespaces.of(NS))) {
      assertThat(join(another.get(KEPT))).isPresent();
    }
  }

  @Test
  void aConnectionThatIsLostWithTheMarkRemovesNothing() {
    put(backend, KEPT);
    for (int i = 0; i < 5; i++) {
      try (Jedis killer = new Jedis(server.host(), server.port())) {
        killer.del("cache_run");
        killer.clientKill(
            ClientKillParams.clientKillParams()
                .type(ClientType.NORMAL)
                .skipMe(ClientKillParams.SkipMe.YES));
      }
      await().until(() -> failure(backend.get(KEPT)) == null);
      assertThat(join(backend.get(KEPT))).isPresent();
    }
  }

  @Test
  void aProcessThatStartsBesideOthersRemovesNothingAlthoughTheMarkIsGone() {
    for (int i = 0; i < 20; i++) {
      redis.flushAll();
      fill(4000); // more than one step's work
      redis.del("cache_run");
      try (CacheBackend late = RedisBackends.connected(server.address(), TestNamespaces.of(NS))) {
        assertThat(join(late.get(CacheKey.of(NS, "filled-77")))).isPresent();
        assertThat(redis.get("cache_run")).isEqualTo(runId());
      }
      // The ring's mark was gone, too: for a moment the node may be taken for one not swept yet.
      await()
          .until(() -> join(backend.stats(NS)), stats -> !stats.degraded() && stats.keys() == 4000);
      assertThat(redis.zcard("cache_index:users")).isEqualTo(4000);
    }
  }

  @Test
  void aProcessThatStartsWhileTheNodeIsFlushedAndWrittenToLeavesItsTotalsRight() {
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Long> writer = CompletableFuture.supplyAsync(() -> writeUntil(stop));
    try {
      for (int i = 0; i < 30; i++) {
        redis.flushAll();
        CacheBackend late = RedisBackends.connected(server.address(), TestNamespaces.of(NS));
        late.close();
      }
    } finally {
      stop.set(true);
    }
    assertThat(writer.join()).isPositive();

    assertThat(join(backend.stats(NS)).keys())
        .isPositive()
        .isEqualTo(redis.keys("cache:users:*").size())
        .isEqualTo(redis.keys("cache_meta:users:*").size())
        .isEqualTo(redis.zcard("cache_index:users"));
  }

  /** Writes until told to stop, and once more; how many writes there were. */
  private long writeUntil(AtomicBoolean stop) {
    long writes = 0;
    boolean last;
    do {
      last = stop.get();
      put(backend, CacheKey.of(NS, "w" + writes));
      writes++;
    } while (!last);
    return writes;
  }
}
