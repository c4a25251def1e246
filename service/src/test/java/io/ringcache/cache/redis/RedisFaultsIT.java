package io.ringcache.cache.redis;

import static io.ringcache.cache.redis.Calls.entry;
import static io.ringcache.cache.redis.Calls.failure;
import static io.ringcache.cache.redis.Calls.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.testing.RedisServer;
import io.ringcache.testing.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** What becomes of the calls while nodes die, freeze and come back. */
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

  @Test
  void aDeadNodeFailsItsOwnKeysAtOnceAndTheOthersWork() {
    store(KEYS);
    servers.get(1).kill();
    awaitUp(2);

    // Each of its connections finds out for itself, so the first calls may still have waited.
    Awaitility.await().untilAsserted(this::theDeadNodesKeysFailAtOnceAndTheOthersAreThere);
  }

  private void theDeadNodesKeysFailAtOnceAndTheOthersAreThere() {
    int failed = 0;
    for (CacheKey key : KEYS) {
      CompletableFuture<Optional<Entry>> read = backend.get(key).toCompletableFuture();
      if (read.isCompletedExceptionally()) { // so soon: nobody was waited for
        assertThat(failure(read))
            .isInstanceOf(CacheException.NodeUnavailable.class)
            .hasMessageStartingWith("node two is unavailable");
        failed++;
      } else {
        assertThat(failure(read)).isNull();
        assertThat(read.join()).isPresent();
      }
    }
    assertThat(failed).isBetween(50, 150); // a third
  }

  @Test
  void aDeadNodesKeysAreNamedInBatchesAndItsPartInTheRest() {
    store(KEYS);
    servers.get(1).kill();
    awaitUp(2);

    BatchResult<Optional<Entry>> read = join(backend.getAll(KEYS));
    assertThat(read.done()).hasSizeBetween(150, 250);
    assertThat(read.done().values()).allMatch(Optional::isPresent);
    assertThat(read.failed()).hasSize(300 - read.done().size());

    assertThat(join(backend.stats(NS)).degraded()).isTrue();
    assertThat(join(backend.stats(NS)).keys()).isEqualTo(read.done().size());

    BatchResult<Boolean> deleted = join(backend.deleteAll(KEYS.subList(0, 100)));
    assertThat(deleted.failed()).isNotEmpty();
    assertThat(deleted.done().values()).isNotEmpty().allMatch(was -> was);

    FlushResult flushed = join(backend.flush(NS, Glob.ALL));
    assertThat(flushed.failedNodes()).containsExactly("two");
    assertThat(flushed.deleted()).isEqualTo(read.done().size() - deleted.done().size());
  }

  @Test
  void aRestartedNodeIsBackWithinFiveSecondsByItself() {
    servers.get(1).kill();
    awaitUp(2);
    servers.get(1).restart();
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> storesAll());
  }

  /**
   * As a restart between two calls, but for the moment in which nobody listens: a connection that
   * notices just then is down until its next attempt, and fails what it is asked meanwhile.
   */
  @Test
  void aNodeWhoseConnectionsAreLostBetweenTwoCallsFailsNoRead() {
    try (TcpProxy line = TcpProxy.to(servers.get(1).port());
        CacheBackend behindIt =
            RedisBackends.connected("two=" + line.address(), TestNamespaces.of(NS))) {
      assertThat(join(behindIt.putAll(entries(KEYS))).failed()).isEmpty();
      for (int round = 0; round < 5; round++) {
        line.cut();
        // Whether or not somebody has noticed: a read is simply sent again.
        BatchResult<Optional<Entry>> read = join(behindIt.getAll(KEYS));
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
  void aFrozenNodeCostsItsOwnKeysABoundedWaitAndTheOthersNothing() {
    store(KEYS);
    servers.get(1).pause();
    BatchResult<Optional<Entry>> read = join(backend.getAll(KEYS));
    assertThat(read.done()).hasSizeBetween(150, 250);
    assertThat(read.failed().values())
        .isNotEmpty()
        .allMatch(
            why ->
                why instanceof CacheException.NodeTimeout
                    || why instanceof CacheException.NodeUnavailable);
    awaitUp(2);
    servers.get(1).resume();
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> storesAll());
  }

  @Test
  void noAnswerIsMixedUpWithAnothersWhileNodesFreezeAndDie() throws Exception {
    store(KEYS);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger answers = new AtomicInteger();
    List<CompletableFuture<Void>> clients =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.runAsync(() -> readAndCheck(stop, answers)))
            .toList();
    for (int round = 0; round < 4; round++) {
      RedisServer server = servers.get(round % 3);
      awaitMore(answers, 500);
      server.pause();
      awaitMore(answers, 100);
      awaitUp(2);
      server.resume();
      awaitUp(3);
      server.restart();
      awaitMore(answers, 100);
      awaitUp(3);
    }
    stop.set(true);
    clients.forEach(CompletableFuture::join);
  }

  private void readAndCheck(AtomicBoolean stop, AtomicInteger answers) {
    while (!stop.get()) {
      CacheKey key = KEYS.get(ThreadLocalRandom.current().nextInt(KEYS.size()));
      try {
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
          join(backend.put(key, entry(key), Precondition.NONE));
        } else {
          join(backend.get(key))
              .ifPresent(entry -> assertThat(entry.json()).isEqualTo(entry(key).json()));
        }
        answers.incrementAndGet();
      } catch (CompletionException e) {
        assertThat(e).hasCauseInstanceOf(CacheException.class);
      }
    }
  }

  @Test
  void aBackendStartsWhileItsNodesAreDownAndFindsThemLater() {
    servers.forEach(RedisServer::kill);
    CacheBackend early =
        RedisBackends.build(
            Map.of("type", "redis", "nodes", servers.get(0).address()), TestNamespaces.of(NS));
    try (early) {
      Awaitility.await()
          .until(() -> failure(early.get(KEYS.get(0))) instanceof CacheException.NodeUnavailable);
      servers.get(0).restart();
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> RedisBackends.allUp(early));
      assertThat(join(early.put(KEYS.get(0), entry(KEYS.get(0)), Precondition.NONE)).created())
          .isTrue();
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

  private void awaitUp(int nodes) {
    Awaitility.await()
        .until(
            () ->
                join(backend.health()).nodes().stream().filter(BackendHealth.Node::up).count()
                    == nodes);
  }

  private static void awaitMore(AtomicInteger counter, int more) {
    int target = counter.get() + more;
    Awaitility.await().until(() -> counter.get() >= target);
  }
}
