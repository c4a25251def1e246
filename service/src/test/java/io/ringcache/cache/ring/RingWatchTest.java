package io.ringcache.cache.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ringcache.cache.CacheException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RingWatchTest extends OnThreeFakeNodes {

  private static final RingChange CHANGE = new RingChange(1000, 1);
  private static final String REFUSAL =
      "the nodes are filled by the ring ketama: a, b; this process is configured with ketama: a, b,"
          + " c: adopt it, or correct the configuration: see docs/operations.md";

  private final RingGate gate = RingGate.held();
  private final Sweeps sweeps = Sweeps.of(List.of(a, b, c));
  private final AtomicLong nanos = new AtomicLong();
  private final RingWatch watch =
      new RingWatch(
          Topology.of(1, ring, nodes),
          gate,
          sweeps,
          Runnable::run,
          InstantSource.fixed(Instant.ofEpochMilli(5)),
          nanos::get);

  @Test
  void newNodesAreMarkedAndServed() {
    look();
    assertThat(gate.isOpen()).isTrue();
    assertThat(nodes).allMatch(node -> mark(node).isOf(RingName.of(ring)));
    assertThat(watch.state().isSwept()).isTrue();
    assertThat(nodes.stream().map(node -> mark(node).filled()).distinct()).hasSize(1);
  }

  @Test
  void nothingIsServedBeforeEveryNodeWasAsked() {
    nodes.forEach(node -> fill(node, ring));
    c.hold();
    look();
    CompletionStage<Void> call = gate.passed("a", 60_000);
    assertThat(gate.isOpen()).isFalse();
    assertThat(call.toCompletableFuture()).isNotDone();

    c.release();

    assertThat(gate.isOpen()).isTrue();
    assertThat(call.toCompletableFuture()).isCompleted();
  }

  @Test
  void aNodeThatIsAwayDoesNotMatter() {
    nodes.forEach(node -> fill(node, ring));
    b.failWith(down);
    look();
    assertThat(gate.isOpen()).isTrue();
  }

  @Test
  void mostNodesAwayAndNoneThatSaysAnythingIsNoReasonToBeginAnew() {
    a.failWith(down);
    b.failWith(down);
    look();
    assertThat(gate.isOpen()).isFalse();
    assertThat(c.mark).isEmpty();
    assertThat(watch.state().difference().orElseThrow()).contains("do not say which ring");

    a.heal();
    pass(Duration.ofMillis(100));

    assertThat(gate.isOpen()).isTrue();
    assertThat(mark(c).isOf(RingName.of(ring))).isTrue();
  }

  @Test
  void anotherRingShutsTheGateUntilItIsTheSameAgain() {
    nodes.forEach(node -> fill(node, ring));
    look();
    fill(b, ringOf("a", "b"));
    pass(Duration.ofMillis(500));
    assertThat(gate.refusal()).isInstanceOf(CacheException.RingDiffers.class).hasMessage(REFUSAL);
    assertThat(failure(gate.passed("a", 1))).isSameAs(gate.refusal());
    pass(Duration.ofMillis(500));

    fill(b, ring);
    pass(Duration.ofMillis(500));

    assertThat(gate.isOpen()).isTrue();
    assertThat(logged.messages())
        .containsExactly(
            "No cache call is served: " + REFUSAL,
            "The nodes are filled by this process' ring again: it serves");
  }

  @Test
  void aRingThatIsAnnouncedShutsTheGateOfThoseWhoseItIsToo() {
    nodes.forEach(node -> fill(node, ring));
    look();
    a.mark =
        Optional.of(
            mark(a).with(new RingMark.Next(new RingChange(2000, 2), RingName.of(ring))).text());
    pass(Duration.ofMillis(500));
    assertThat(gate.refusal()).hasMessageContaining("is under way, or was not finished");
  }

  @Test
  void whatWasReadIsGoodForAWhileOnly() {
    nodes.forEach(node -> fill(node, ring));
    look();
    nodes.forEach(FakeNode::hold);
    pass(Duration.ofMillis(RingWatch.LEASE_MILLIS - 1));
    assertThat(gate.isOpen()).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(gate.isOpen()).isFalse();
    CompletionStage<Void> call = gate.passed("a", 60_000);
    assertThat(call.toCompletableFuture()).isNotDone();

    nodes.forEach(FakeNode::release);
    look();
    pass(Duration.ofMillis(500));

    assertThat(gate.isOpen()).isTrue();
    assertThat(call.toCompletableFuture()).isCompleted();
  }

  @Test
  void withAllNodesAwayCallsFailAsTheirNodesDo() {
    nodes.forEach(node -> fill(node, ring));
    look();
    nodes.forEach(node -> node.failWith(down));
    pass(Duration.ofMillis(RingWatch.LEASE_MILLIS));
    pass(Duration.ofMillis(100));
    assertThat(failure(gate.passed("b", 60_000))).isSameAs(down);
  }

  @Test
  void aNodeThatWasRestartedGetsTheOthersMark() {
    nodes.forEach(node -> fill(node, ring));
    look();
    b.mark = Optional.empty();
    pass(Duration.ofMillis(500));
    assertThat(mark(b).isFrom(CHANGE)).isTrue();
  }

  @Test
  void whatIsPlacedElsewhereIsDroppedAndThenCounted() {
    nodes.forEach(node -> fill(node, ring));
    a.mark = Optional.of(RingMark.of(CHANGE, RingName.of(ring), false).text());
    keys.forEach(key -> a.entries.put(key, ENTRY));
    assertThat(sweeps.firstDue()).isPresent();
    look();
    assertThat(a.entries.keySet()).containsExactlyElementsOf(keysOf(a));
    assertThat(mark(a).isUnswept()).isFalse();
    assertThat(sweeps.firstDue()).isEmpty();
  }

  private void look() {
    watch.look();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    watch.look();
  }

  private static void fill(FakeNode node, HashRing ring) {
    node.mark = Optional.of(RingMark.of(CHANGE, RingName.of(ring), true).text());
  }

  private static RingMark mark(FakeNode node) {
    return RingMark.parse(node.mark.orElseThrow());
  }

  private static HashRing ringOf(String... names) {
    return HashRing.of(Stream.of(names).map(RingMember::of).toList());
  }

  private static Throwable failure(CompletionStage<?> stage) {
    Throwable thrown =
        catchThrowable(() -> stage.toCompletableFuture().orTimeout(9, TimeUnit.SECONDS).join());
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }
}
