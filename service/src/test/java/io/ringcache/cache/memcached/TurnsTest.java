package io.ringcache.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.cache.CacheException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final Turns turns = new Turns("node", Duration.ofMinutes(1));

  @Test
  void aWriteBeginsWhenTheOneBeforeHasEnded() {
    CompletableFuture<String> first = new CompletableFuture<>();
    List<String> begun = new ArrayList<>();
    CompletionStage<String> one = turns.take("k", () -> begin("1", begun, first));
    CompletionStage<String> two =
        turns.take("k", () -> begin("2", begun, CompletableFuture.completedFuture("b")));

    assertThat(begun).containsExactly("1");
    first.complete("a");
    assertThat(begun).containsExactly("1", "2");
    assertThat(one).isCompletedWithValue("a");
    assertThat(two).isCompletedWithValue("b");
  }

  @Test
  void otherKeysDoNotWait() {
    CompletionStage<String> stuck = turns.take("k", CompletableFuture::new);

    assertThat(turns.take("other", () -> CompletableFuture.completedFuture("b")))
        .isCompletedWithValue("b");
    assertThat(stuck).isNotCompleted();
  }

  @Test
  void aFailureIsOnlyTheFailedOnes() {
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletionStage<String> one = turns.take("k", () -> first);
    CompletionStage<String> two =
        turns.take(
            "k",
            () -> {
              throw new IllegalStateException("a defect");
            });
    CompletionStage<String> three = turns.take("k", () -> CompletableFuture.completedFuture("c"));
    first.completeExceptionally(new CacheException.PreconditionFailed());

    assertThat(one).isCompletedExceptionally();
    assertThat(two).isCompletedExceptionally();
    assertThat(three).isCompletedWithValue("c");
  }

  @Test
  void whoeverWaitsBehindOneWithoutAnAnswerIsNotSent() {
    CompletableFuture<String> first = new CompletableFuture<>();
    List<String> begun = new ArrayList<>();
    CompletionStage<String> one = turns.take("k", () -> begin("1", begun, first));
    CompletionStage<String> two = turns.take("k", () -> begin("2", begun, first));
    CompletionStage<String> three = turns.take("k", () -> begin("3", begun, first));

    first.completeExceptionally(new CacheException.NodeTimeout("node", 500));

    assertThat(one).isCompletedExceptionally();
    for (CompletionStage<String> behind : List.of(two, three)) {
      assertThatThrownBy(() -> behind.toCompletableFuture().join())
          .hasCauseInstanceOf(CacheException.NodeUnavailable.class);
    }
    assertThat(begun).containsExactly("1");
    assertThat(turns.take("k", () -> CompletableFuture.completedFuture("later")))
        .isCompletedWithValue("later");
  }

  @Test
  void manyThatEndAsTheyBeginDoNotPileUp() {
    CompletableFuture<Integer> first = new CompletableFuture<>();
    AtomicInteger ended = new AtomicInteger();
    CompletionStage<Integer> unused = turns.take("k", () -> first);
    List<CompletionStage<Integer>> others =
        IntStream.range(0, 100_000)
            .mapToObj(
                i ->
                    turns.take(
                        "k", () -> CompletableFuture.completedFuture(ended.incrementAndGet())))
            .toList();

    first.complete(0);

    assertThat(ended).hasValue(100_000);
    assertThat(others.get(99_999)).isCompletedWithValue(100_000);
  }

  @Test
  void whoHasWaitedTooLongDoesNotBegin() {
    Turns impatient = new Turns("node", Duration.ofNanos(-1));

    CompletionStage<String> late =
        impatient.take("k", () -> CompletableFuture.completedFuture("written"));

    assertThatThrownBy(() -> late.toCompletableFuture().join())
        .hasCauseInstanceOf(CacheException.NodeBusy.class);
  }

  private static CompletionStage<String> begin(
      String name, List<String> begun, CompletionStage<String> end) {
    begun.add(name);
    return end;
  }
}
