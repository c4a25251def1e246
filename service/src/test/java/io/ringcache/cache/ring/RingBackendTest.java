package io.ringcache.cache.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.ring.FakeNode.Call;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RingBackendTest extends OnThreeFakeNodes {

  @Test
  void aCallOnOneKeyGoesToItsOwnerAndToNobodyElse() {
    for (CacheKey key : keys) {
      nodes.forEach(node -> node.calls.clear());

      join(backend.put(key, ENTRY, Precondition.NONE));
      join(backend.get(key));
      join(backend.peek(key));
      join(backend.delete(key, Precondition.NONE));

      assertThat(calls())
          .containsExactlyElementsOf(owner(key).calls)
          .containsExactlyElementsOf(
              Stream.of("put", "get", "peek", "delete")
                  .map(name -> new Call(name, List.of(key)))
                  .toList());
    }
  }

  @Test
  void theStageOfACallOnOneKeyIsTheNodesOwn() {
    CacheKey key = keys.get(0);
    FakeNode node = owner(key);

    assertThat((Object) backend.get(key)).isSameAs(node.lastStage);
    assertThat((Object) backend.peek(key)).isSameAs(node.lastStage);
    assertThat((Object) backend.put(key, ENTRY, Precondition.NONE)).isSameAs(node.lastStage);
    assertThat((Object) backend.delete(key, Precondition.NONE)).isSameAs(node.lastStage);
  }

  @Test
  void aFlushAsksAllNodesAtOnceAndAddsUp() {
    putAll();
    nodes.forEach(FakeNode::hold);
    CompletableFuture<FlushResult> result = backend.flush(USERS, Glob.ALL).toCompletableFuture();

    assertThat(nodes).allMatch(node -> node.calls.contains(new Call("flush", List.of())));
    nodes.forEach(FakeNode::release);
    assertThat(result).isCompletedWithValue(new FlushResult(keys.size(), List.of()));
  }

  @Test
  void aFlushNamesTheNodesThatFailed() {
    putAll();
    a.throwAtOnce(new IllegalStateException("a defect"));
    b.failWith(down);

    assertThat(join(backend.flush(USERS, Glob.ALL)))
        .isEqualTo(new FlushResult(keysOf(c).size(), List.of("a", "b")));
  }

  @Test
  void theNumbersAreTheSumOverTheNodes() {
    putAll();

    assertThat(join(backend.stats(USERS)))
        .isEqualTo(new NamespaceStats(3, 6, keys.size(), 12, 15, false));
  }

  @Test
  void theNumbersWithoutANodeAreDegraded() {
    b.failWith(down);
    assertThat(join(backend.stats(USERS))).isEqualTo(new NamespaceStats(2, 4, 0, 8, 10, true));

    c.throwAtOnce(new IllegalStateException("a defect"));
    assertThat(join(backend.stats(USERS))).isEqualTo(new NamespaceStats(1, 2, 0, 4, 5, true));

    a.failWith(down);
    assertThat(join(backend.stats(USERS))).isEqualTo(NamespaceStats.ZERO.asDegraded());
  }

  @Test
  void healthListsTheNodesByName() {
    assertThat(untimed(join(backend.health()))).containsExactly(up("a"), up("b"), up("c"));
  }

  @Test
  void aNodeWhoseHealthFailsIsDown() {
    a.throwAtOnce(new IllegalStateException("a defect"));
    b.failWith(down);

    assertThat(untimed(join(backend.health())))
        .containsExactly(BackendHealth.Node.down("a"), BackendHealth.Node.down("b"), up("c"));
  }

  @Test
  void howLongANodeTookToSayItsHealthIsToldOfThoseThatDid() {
    b.failWith(down);

    assertThat(join(backend.health()).nodes())
        .extracting(node -> node.answerNanos().isPresent())
        .containsExactly(true, false, true);
  }

  @Test
  void aNodeThatIsLateWithItsHealthIsDown() {
    assertThat(RingBackend.HEALTH_MILLIS).as("the contract's second").isLessThan(1000);
    b.hold();

    assertThat(backend.health().toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(10))
        .extracting(RingBackendTest::untimed)
        .isEqualTo(List.of(up("a"), BackendHealth.Node.down("b"), up("c")));
    assertThat(Objects.requireNonNull(b.lastStage).toCompletableFuture())
        .as("the node's own stage is left alone")
        .isNotDone();
  }

  @Test
  void closingClosesEveryNodeOnceEvenIfOneThrows() {
    a.throwAtOnce(new IllegalStateException("a defect"));

    backend.close();
    backend.close();

    assertThat(nodes).extracting(node -> node.closed).containsExactly(1, 1, 1);
  }

  @Test
  void itShowsTheStackItIsTheBottomOf() {
    assertThat(backend).hasToString("Ring{fake x3}");
    assertThat(backend.type()).isEqualTo("fake");
  }

  private void putAll() {
    keys.forEach(key -> join(backend.put(key, ENTRY, Precondition.NONE)));
  }

  private static List<BackendHealth.Node> untimed(BackendHealth health) {
    return health.nodes().stream()
        .map(
            node ->
                new BackendHealth.Node(node.name(), node.up(), node.usedBytes(), node.limitBytes()))
        .toList();
  }

  private static BackendHealth.Node up(String name) {
    return new BackendHealth.Node(name, true, 7, OptionalLong.of(70));
  }
}
