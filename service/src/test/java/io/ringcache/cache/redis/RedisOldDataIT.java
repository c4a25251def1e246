package io.ringcache.cache.redis;

import static io.ringcache.cache.redis.Calls.entry;
import static io.ringcache.cache.redis.Calls.failure;
import static io.ringcache.cache.redis.Calls.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.testing.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A node that comes back with what it had saved: deletes and writes since then are not in it. */
class RedisOldDataIT extends OnOneRedis {

  private static final int RESTARTING = 1;
  private static final int RESTARTED = 2;

  private static final CacheKey DELETED = CacheKey.of(NS, "deleted");

  @Test
  void whatWasDeletedAfterTheNodeWasSavedDoesNotComeBack() {
    put(backend, KEPT);
    put(backend, DELETED);
    save();
    assertThat(join(backend.delete(DELETED, Precondition.NONE))).isTrue();

    restart();

    List<Optional<Entry>> seen = readsUntilServed(backend, DELETED);
    assertThat(seen).allMatch(Optional::isEmpty);
    assertThat(join(backend.get(KEPT))).isEmpty();
    assertThat(join(backend.stats(NS)).keys()).isZero();
    assertThat(redis.keys("*")).doesNotContain("cache:users:kept", "cache_index:users");
    assertThat(redis.get("cache_run")).isEqualTo(runId());
  }

  @Test
  void aProcessThatWasNotThereBeforeShowsNothingOfItEither() {
    put(backend, DELETED);
    save();
    join(backend.delete(DELETED, Precondition.NONE));
    backend.close();

    restart();

    backend = RedisBackends.connected(server.address(), TestNamespaces.of(NS));
    assertThat(join(backend.get(DELETED))).isEmpty();
  }

  @Test
  void theKeysOfOtherClientsStay() {
    Set<String> others =
        Set.of(
            "session:1",
            "cache",
            "cache:",
            "cache:without",
            "cache:-no:namespace",
            "cache_meta",
            "cache_metal:users:x",
            "cache_index:users:x",
            "cache_runs",
            "mycache:users:x",
            "Cache:users:x");
    others.forEach(name -> redis.set(name, "theirs"));
    put(backend, KEPT);
    redis.sadd("cache_tag:users:red", "kept");
    save();

    restart();

    readsUntilServed(backend, KEPT);
    assertThat(redis.keys("*"))
        .containsAll(others)
        .doesNotContain("cache:users:kept", "cache_meta:users:kept", "cache_tag:users:red");
  }

  @Test
  void whatOneProcessWritesAfterwardsNoOtherRemoves() {
    put(backend, DELETED);
    fill(20_000);
    save();
    join(backend.delete(DELETED, Precondition.NONE));
    try (CacheBackend another = RedisBackends.connected(server.address(), TestNamespaces.of(NS))) {
      AtomicBoolean stop = new AtomicBoolean();
      AtomicInteger phase = new AtomicInteger();
      CompletableFuture<Long> here =
          CompletableFuture.supplyAsync(() -> countLostWrites(backend, "a", phase, stop));
      CompletableFuture<Long> there =
          CompletableFuture.supplyAsync(() -> countLostWrites(another, "b", phase, stop));

      phase.set(RESTARTING);
      restart();
      phase.set(RESTARTED);

      assertThat(readsUntilServed(another, DELETED)).allMatch(Optional::isEmpty);
      assertThat(readsUntilServed(backend, DELETED)).allMatch(Optional::isEmpty);
      put(another, KEPT);
      stop.set(true);
      assertThat(here.join() + there.join()).isZero();
      for (int i = 0; i < 3; i++) { // and a third that comes later has nothing to do
        try (CacheBackend late = RedisBackends.connected(server.address(), TestNamespaces.of(NS))) {
          assertThat(join(late.get(KEPT))).isPresent();
          assertThat(join(late.get(DELETED))).isEmpty();
        }
      }
      NamespaceStats stats = join(backend.stats(NS));
      assertThat(stats.keys()).isEqualTo(redis.keys("cache:users:*").size());
      assertThat(stats.keys()).isEqualTo(redis.keys("cache_meta:users:*").size());
    }
  }

  /**
   * How many writes were answered, were there at a first read, and were gone at the next, though
   * the node was not restarted in between: what it had not saved is lost then. One key until it is
   * written: of more than ten thousand that were refused a process remembers but the namespace, and
   * takes all of that away, the other's entries too.
   */
  private static long countLostWrites(
      CacheBackend backend, String prefix, AtomicInteger phase, AtomicBoolean stop) {
    long lost = 0;
    int written = 0;
    while (!stop.get()) {
      CacheKey key = CacheKey.of(NS, prefix + written);
      int before = phase.get();
      if (failure(backend.put(key, entry(key), Precondition.NONE)) != null) {
        continue;
      }
      written++;
      if (isRead(backend, key, Optional::isPresent)
          && isRead(backend, key, Optional::isEmpty)
          && before != RESTARTING
          && before == phase.get()) {
        lost++;
      }
    }
    return lost;
  }

  private static boolean isRead(
      CacheBackend backend, CacheKey key, Predicate<Optional<Entry>> expected) {
    return join(
        backend.get(key).handle((found, failure) -> failure == null && expected.test(found)));
  }

  @Test
  void aHundredThousandEntriesAreGoneWithinFiveSecondsAndAllCallsMeanwhileFailAtOnce() {
    fill(100_000);
    save();
    restart();
    long start = System.nanoTime();

    List<Optional<Entry>> seen = readsUntilServed(backend, CacheKey.of(NS, "filled-77"));

    assertThat(seen).allMatch(Optional::isEmpty);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BACK);
    assertThat(conditions).contains(NodeState.Condition.REJOINING);
    assertThat(redis.keys("cache*")).doesNotContain("cache_emptying").hasSizeLessThan(4);
  }

  @Test
  void aNodeThatIsKilledWhileItIsEmptiedIsEmptiedWhenItIsBack() {
    fill(100_000);
    backend.close();
    save();
    restart(); // nobody is there to empty it
    try (RedisLink link = RedisLink.open(endpoint(), new RedisLink.Handle())) {
      String run = link.introduce(RedisLink.Identity.NONE).runId();
      OldData half = new OldData("half");
      for (int i = 0; i < 50; i++) {
        assertThat(half.removeSome(link, run)).isFalse();
      }
    }
    assertThat(redis.dbSize()).isBetween(100_000L, 199_999L);
    save(); // how far it has got is on disk, too
    restart();
    assertThat(redis.hget("cache_emptying", "removed")).isNotEqualTo("0");
    assertThat(redis.dbSize()).isGreaterThan(100_000);

    backend = RedisBackends.build(configuration(), TestNamespaces.of(NS));

    assertThat(readsUntilServed(backend, CacheKey.of(NS, "filled-77"))).allMatch(Optional::isEmpty);
    assertThat(redis.keys("cache:*")).isEmpty();
    assertThat(redis.get("cache_run")).isEqualTo(runId());
  }

  @Test
  void aFullNodeIsEmptiedToo() {
    fill(20_000);
    save();
    backend.close();
    restart();
    redis.configSet("maxmemory-policy", "noeviction");
    redis.configSet("maxmemory", "1mb"); // far less than it has
    assertThat(failure(CompletableFuture.runAsync(() -> redis.set("x", "y")))).isNotNull();

    backend = RedisBackends.build(configuration(), TestNamespaces.of(NS));

    readsUntilServed(backend, KEPT);
    assertThat(redis.keys("cache:*")).isEmpty();
    assertThat(redis.get("cache_run")).isEqualTo(runId());
  }

  @Test
  void aReplicaThatIsPromotedIsEmptied() {
    put(backend, DELETED);
    redis.configSet("repl-diskless-sync-delay", "0");
    try (RedisServer replica =
            RedisServer.start("--replicaof", server.host(), Integer.toString(server.port()));
        Jedis atReplica = new Jedis(replica.host(), replica.port())) {
      await().until(() -> atReplica.exists("cache:users:deleted"));
      atReplica.replicaofNoOne();
      join(backend.delete(DELETED, Precondition.NONE));
      try (CacheBackend there = RedisBackends.connected(replica.address(), TestNamespaces.of(NS))) {
        assertThat(join(there.get(DELETED))).isEmpty();
        put(there, KEPT);
        assertThat(join(there.get(KEPT))).isPresent();
      }
    }
  }

  private RedisEndpoint endpoint() {
    Duration patience = Duration.ofSeconds(1);
    return new RedisEndpoint("half", server.host(), server.port(), patience, patience, null, null);
  }
}
