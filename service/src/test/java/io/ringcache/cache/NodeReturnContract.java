package io.ringcache.cache;

import static io.ringcache.cache.BlockingCache.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a node shows that has missed something while it was out of reach: nothing from before. A
 * backend's test extends this class and says how to start a node, nothing else.
 */
public abstract class NodeReturnContract extends OnThreeNodes {

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
          .matches(OnThreeNodes::isNoAnswer);
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
}
