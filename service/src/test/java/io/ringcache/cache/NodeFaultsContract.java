package io.ringcache.cache;

import static io.ringcache.cache.BlockingCache.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.ringcache.testing.LocalServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What becomes of the calls while nodes die, freeze and come back, whatever kind they are. A
 * backend's test extends this class and says how to start one, nothing else.
 */
public abstract class NodeFaultsContract extends OnThreeNodes {

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
      assertThat(read.failed().values()).allMatch(OnThreeNodes::isNoAnswer);
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

  private static void awaitMore(List<OneWriter> writers, int more) {
    long target = writers.stream().mapToLong(OneWriter::answers).sum() + more;
    await().until(() -> writers.stream().mapToLong(OneWriter::answers).sum() >= target);
  }

  private static void awaitFailures(List<OneWriter> writers, int more) {
    long target = writers.stream().mapToLong(OneWriter::failures).sum() + more;
    await().until(() -> writers.stream().mapToLong(OneWriter::failures).sum() >= target);
  }
}
