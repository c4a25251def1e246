package io.ringcache.cache.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.cache.CacheException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SweepsTest {

  private final FakeNode node = new FakeNode("a");
  private final Sweeps sweeps = Sweeps.of(List.of(node));

  @Test
  void aCallWaitsUntilTheSweepIsOver() {
    CompletionStage<String> call = called();
    assertThat(call.toCompletableFuture()).isNotDone();
    sweeps.over("a");
    assertThat(call.toCompletableFuture()).isCompletedWithValue("called");
    assertThat(called().toCompletableFuture()).isCompletedWithValue("called");
  }

  @Test
  void whoWaitsFailsWhenNobodyLooksAfterTheNodesAnyMore() {
    CompletionStage<String> waiting = called();
    sweeps.close();
    assertStopped(waiting);
    sweeps.due("a"); // by a look that was under way
    assertStopped(called());
  }

  private CompletionStage<String> called() {
    return sweeps.after(node, () -> CompletableFuture.completedFuture("called"));
  }

  private static void assertStopped(CompletionStage<String> call) {
    assertThat(call.toCompletableFuture()).isDone();
    assertThatThrownBy(() -> call.toCompletableFuture().join())
        .hasCauseInstanceOf(CacheException.NodeUnavailable.class);
  }
}
