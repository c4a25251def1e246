package io.ringcache.cache;

import static io.ringcache.cache.BlockingCache.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.ringcache.testing.LocalServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of the calls while nodes die, freeze and come back, whatever kind they are. A
 * backend's test extends this class and says how to start one, nothing else.
 */
public abstract class NodeFaultsContract {

  private static final NamespaceName NS = new NamespaceName("faults");
  private static final Duration BACK = Duration.ofSeconds(5);

  /** Many times what one call may take that waits for nothing. */
  private static final Duration FAST = Duration.ofSeconds(5);

  private static final List<String> NAMES =
      IntStream.range(0, 120).mapToObj(i -> "key-" + i).toList();

  private List<? extends LocalServer> servers = List.of();
  private CacheBackend backend;
  private BlockingCache cache;

  /** The node that the faults befall, and the names of the keys that it keeps. */
  private LocalServer ill;

  private List<String> its = List.of();
  private List<String> others = List.of();

  /** As a configuration has it. */
  protected abstract String type();

  protected abstract LocalServer startServer();

  @BeforeEach
  void startThreeNodes() {
    servers = Stream.generate(this::startServer).limit(3).toList();
    backend = Backends.connected(configuration(), TestNamespaces.of(NS));
    cache = new BlockingCache(backend, NS);
    ill = servers.get(1);
    await().until(this::storesAll); // a machine with much to do may be late at first
    its = NAMES.stream().filter(name -> isOn(ill, name)).toList();
    others = NAMES.stream().filter(name -> !its.contains(name)).toList();
    assertThat(its).hasSizeBetween(15, 70);
  }

  @AfterEach
  void stop() {
    backend.close();
    servers.forEach(LocalServer::close);
  }

  private Map<String, ?> configuration() {
    return Map.of(
        "type",
        type(),
        "nodes",
        "one=%s, two=%s, three=%s"
            .formatted(
                servers.get(0).address(), servers.get(1).address(), servers.get(2).address()));
  }

  private boolean isOn(LocalServer server, String name) {
    return cache.inspect(name).orElseThrow().nodes().contains(server.address());
  }

  @Test
  void aDeadNodeFailsItsOwnKeysFastAndNothingElse() {
    ill.kill();
    awaitUp(2);
    awaitAllFailing();

    long start = System.nanoTime();
    for (String name : its) {
      assertThat(catchThrowable(() -> cache.get(name)))
          .isInstanceOf(CacheException.NodeUnavailable.class)
          .hasMessageStartingWith("node two is unavailable");
      for (CompletionStage<?> call : writes(name)) {
        assertThat(catchThrowable(() -> await(call)))
            .isInstanceOf(CacheException.NodeUnavailable.class);
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAST);
    others.forEach(name -> assertThat(cache.value(name)).contains("\"old\""));

    BatchResult<Optional<byte[]>> read = await(backend.getAll(keys(NAMES)));
    assertThat(read.failed().keySet()).containsExactlyInAnyOrderElementsOf(keys(its));
    assertThat(read.done().values()).allMatch(Optional::isPresent);
    assertThat(cache.stats().degraded()).isTrue();
    assertThat(cache.stats().keys()).isEqualTo(others.size());
    KeyPage page = cache.page("*", Optional.empty(), 1000);
    assertThat(page.degraded()).isTrue();
    assertThat(page.keys()).containsExactlyInAnyOrderElementsOf(others);

    FlushResult flushed = await(backend.flush(NS, Glob.ALL));
    assertThat(flushed.failedNodes()).containsExactly("two");
    assertThat(flushed.deleted()).isEqualTo(others.size());
  }

  @Test
  void aRestartedNodeServesAgainWithinFiveSecondsAndKnowsNothing() {
    ill.kill();
    awaitUp(2);
    assertThat(catchThrowable(() -> cache.put(its.get(0), "1"))).isNotNull();

    ill.restart();

    await().atMost(BACK).until(this::answersAll);
    its.forEach(name -> assertThat(cache.value(name)).isEmpty());
    others.forEach(name -> assertThat(cache.value(name)).contains("\"old\""));
    its.forEach(name -> assertThat(cache.put(name, "1").created()).isTrue());
  }

  @Test
  void aFrozenNodeCostsItsOwnKeysABoundedWaitAndNobodyAnything() {
    ill.pause();
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      BatchResult<Optional<byte[]>> read = await(backend.getAll(keys(NAMES)));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAST);
      assertThat(read.failed().keySet()).containsExactlyInAnyOrderElementsOf(keys(its));
      assertThat(read.failed().values()).allMatch(NodeFaultsContract::isNoAnswer);
      assertThat(read.done().values()).allMatch(Optional::isPresent);
    }
    awaitUp(2);

    ill.resume();

    await().atMost(BACK).until(this::answersAll);
    NAMES.forEach(name -> assertThat(cache.value(name)).contains("\"old\""));
  }

  @Test
  void aFrozenNodeIsDownUntilItGoesOnAndThenAllCallsFailAtOnce() {
    ill.pause();
    await().until(() -> condition() == NodeState.Condition.DOWN);
    for (int i = 0; i < 20; i++) {
      for (String name : its) {
        assertThat(backend.get(key(name)).toCompletableFuture()).isCompletedExceptionally();
      }
      assertThat(condition()).isEqualTo(NodeState.Condition.DOWN);
    }

    ill.resume();

    await().atMost(BACK).until(() -> condition() == NodeState.Condition.UP);
    await().atMost(BACK).until(this::answersAll);
    NAMES.forEach(name -> assertThat(cache.value(name)).contains("\"old\""));
  }

  private NodeState.Condition condition() {
    return backend.nodes().stream()
        .filter(node -> node.name().equals("two")) // the ill one; they come in no order of ours
        .findFirst()
        .orElseThrow()
        .condition();
  }

  @Test
  void aReturningNodeShowsNothingFromBeforeAWriteThatItDidNotAnswer() {
    assertThat(its).hasSizeGreaterThan(14);
    for (int i = 8; i < 10; i++) {
      cache.putTagged(its.get(i), "\"old\"", Ttl.FOREVER, "red");
    }
    List<String> written = new ArrayList<>(its.subList(0, 10));
    String pattern = its.get(10);
    written.add(pattern);
    List<String> untouched =
        its.subList(11, its.size()).stream().filter(name -> !name.equals(pattern)).toList();
    ill.pause();
    // All at once: sent, most of them, and still to be done by a node that goes on.
    List<CompletionStage<?>> calls = new ArrayList<>();
    calls.add(backend.put(key(written.get(0)), entry("\"new\""), Precondition.NONE));
    calls.add(backend.put(key(written.get(1)), entry("\"new\""), Precondition.NONE));
    calls.add(backend.delete(key(written.get(2)), Precondition.NONE));
    calls.add(backend.touch(key(written.get(3)), Ttl.ofSeconds(100)));
    calls.add(
        backend.increment(key(written.get(4)), new Increment(1, 0, Optional.empty(), Ttl.FOREVER)));
    CompletionStage<BatchResult<PutResult>> putAll =
        backend.putAll(Map.of(key(written.get(5)), entry("\"new\"")));
    CompletionStage<BatchResult<Boolean>> deleteAll =
        backend.deleteAll(keys(written.subList(6, 8)));
    CompletionStage<FlushResult> invalidated = backend.invalidate(NS, Tags.of(List.of("red")));
    CompletionStage<FlushResult> flushed = backend.flush(NS, Glob.of(pattern));
    for (CompletionStage<?> call : calls) {
      assertThat(catchThrowable(() -> await(call)))
          .isInstanceOf(CacheException.class)
          .matches(NodeFaultsContract::isNoAnswer);
    }
    assertThat(await(putAll).failed()).hasSize(1);
    assertThat(await(deleteAll).failed()).hasSize(2);
    assertThat(await(invalidated).failedNodes()).containsExactly("two");
    assertThat(await(flushed).failedNodes()).containsExactly("two");

    ill.resume();

    await().atMost(BACK).until(this::answersAll);
    await()
        .during(Duration.ofMillis(300)) // nor does what was sent before arrive later
        .untilAsserted(
            () -> {
              for (String name : written) {
                assertThat(cache.value(name)).as(name).isEmpty();
              }
            });
    untouched.forEach(name -> assertThat(cache.value(name)).as(name).contains("\"old\""));
    assertThat(cache.list("*", 1000)).doesNotContainAnyElementsOf(written).containsAll(untouched);
  }

  @Test
  void aNodeThatMissedMoreKeysThanAreRememberedIsFlushedOfTheirNamespaceAlone() {
    NamespaceName quiet = new NamespaceName("quiet");
    List<CacheKey> untouched = NAMES.stream().map(name -> CacheKey.of(quiet, name)).toList();
    for (CacheKey key : untouched) {
      await(backend.put(key, entry("1"), Precondition.NONE));
    }
    ill.pause();
    await().until(() -> condition() == NodeState.Condition.DOWN);
    int missed = 0;
    for (int batch = 0; missed <= 10_000; batch++) {
      List<String> more =
          IntStream.range(2000 * batch, 2000 * (batch + 1)).mapToObj(i -> "gone-" + i).toList();
      missed += await(backend.deleteAll(keys(more))).failed().size();
    }

    ill.resume();

    await().atMost(BACK).until(this::answersAll);
    its.forEach(name -> assertThat(cache.value(name)).as(name).isEmpty());
    others.forEach(name -> assertThat(cache.value(name)).as(name).contains("\"old\""));
    assertThat(await(backend.getAll(untouched)).done().values()).allMatch(Optional::isPresent);
  }

  @Test
  void aNodeCatchesUpWithoutBeingAskedAnything() {
    String name = its.get(0);
    try (CacheBackend another = Backends.connected(configuration(), TestNamespaces.of(NS))) {
      ill.pause();
      assertThat(catchThrowable(() -> cache.delete(name))).isInstanceOf(CacheException.class);
      ill.resume();
      BlockingCache elsewhere = new BlockingCache(another, NS);
      await().atMost(BACK).until(() -> elsewhere.value(name).isEmpty());
      assertThat(elsewhere.value(its.get(1))).contains("\"old\"");
    }
  }

  @Test
  void aBackendStartsWhileANodeIsDownAndHasItWithinFiveSecondsOfItsStart() {
    ill.kill();
    long start = System.nanoTime();
    try (CacheBackend early = Backends.build(configuration(), TestNamespaces.of(NS))) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAST);
      BlockingCache soon = new BlockingCache(early, NS);
      await().atMost(BACK).ignoreExceptions().until(() -> soon.value(others.get(0)).isPresent());
      assertThat(catchThrowable(() -> soon.get(its.get(0))))
          .isInstanceOf(CacheException.NodeUnavailable.class);

      ill.restart();

      await().atMost(BACK).ignoreExceptions().until(() -> soon.put(its.get(0), "1").created());
    }
  }

  @Test
  void nodesThatComeAndGoUnderLoadNeverShowAnOldOrAnothersValue() {
    AtomicBoolean stop = new AtomicBoolean();
    List<OneWriter> writers =
        IntStream.range(0, 6).mapToObj(i -> new OneWriter(backend, NS, "w" + i)).toList();
    List<CompletableFuture<Void>> running =
        writers.stream()
            .map(writer -> CompletableFuture.runAsync(() -> writer.runUntil(stop)))
            .toList();
    try {
      for (int round = 0; round < 3; round++) {
        LocalServer server = servers.get(round % 3);
        awaitMore(writers, 300);
        server.pause();
        awaitUp(2);
        server.resume();
        awaitMore(writers, 50);
        server.pause(); // once more, and shorter than it takes to notice
        awaitFailures(writers, 1);
        server.resume();
        awaitUp(3);
        server.restart();
        awaitMore(writers, 300);
        awaitUp(3);
      }
    } finally {
      stop.set(true);
    }
    running.forEach(CompletableFuture::join);
  }

  /** One call of each kind that writes a single key. */
  private List<CompletionStage<?>> writes(String name) {
    return List.of(
        backend.put(key(name), entry("1"), Precondition.NONE),
        backend.delete(key(name), Precondition.NONE),
        backend.touch(key(name), Ttl.FOREVER),
        backend.increment(key(name), new Increment(1, 0, Optional.empty(), Ttl.FOREVER)));
  }

  private static boolean isNoAnswer(Throwable why) {
    return why instanceof CacheException.NodeUnavailable
        || why instanceof CacheException.NodeTimeout;
  }

  private boolean storesAll() {
    Map<CacheKey, NewEntry> entries = new HashMap<>();
    NAMES.forEach(name -> entries.put(key(name), entry("\"old\"")));
    return await(backend.putAll(entries)).failed().isEmpty();
  }

  private boolean answersAll() {
    return await(backend.getAll(keys(NAMES))).failed().isEmpty();
  }

  /** Each connection finds out for itself: the first calls may still have to wait. */
  private void awaitAllFailing() {
    await()
        .until(
            () ->
                its.stream()
                    .allMatch(
                        name ->
                            backend
                                .get(key(name))
                                .toCompletableFuture()
                                .isCompletedExceptionally()));
  }

  private void awaitUp(int nodes) {
    await()
        .until(
            () ->
                await(backend.health()).nodes().stream().filter(BackendHealth.Node::up).count()
                    == nodes);
  }

  private static void awaitMore(List<OneWriter> writers, int more) {
    long target = writers.stream().mapToLong(OneWriter::answers).sum() + more;
    await().until(() -> writers.stream().mapToLong(OneWriter::answers).sum() >= target);
  }

  private static void awaitFailures(List<OneWriter> writers, int more) {
    long target = writers.stream().mapToLong(OneWriter::failures).sum() + more;
    await().until(() -> writers.stream().mapToLong(OneWriter::failures).sum() >= target);
  }

  private static CacheKey key(String name) {
    return CacheKey.of(NS, name);
  }

  private static List<CacheKey> keys(List<String> names) {
    return names.stream().map(NodeFaultsContract::key).toList();
  }

  private static NewEntry entry(String json) {
    return new NewEntry(json.getBytes(UTF_8), Ttl.FOREVER, Tags.NONE);
  }
}
