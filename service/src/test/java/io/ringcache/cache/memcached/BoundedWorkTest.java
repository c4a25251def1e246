package io.ringcache.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BoundedWorkTest {

  private static final int UNDER_WAY = 3;

  private final BoundedWork work = new BoundedWork(UNDER_WAY);

  /** The steps that were begun, by number. */
  private final List<Integer> begun = new ArrayList<>();

  private final List<CompletableFuture<Void>> steps = new ArrayList<>();

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      int number = steps.size();
      CompletableFuture<Void> step = new CompletableFuture<>();
      steps.add(step);
      work.add(
          () -> {
            begun.add(number);
            return step;
          });
    }
  }

  @Test
  void noMoreIsUnderWayThanTheBoundAndTheRestFollowInOrder() {
    add(6);
    assertThat(begun).containsExactly(0, 1, 2);

    steps.get(1).complete(null);
    assertThat(begun).containsExactly(0, 1, 2, 3);
    steps.get(0).complete(null);
    steps.get(3).complete(null);
    assertThat(begun).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void itIsBehindAsLongAsStepsWait() {
    add(UNDER_WAY);
    assertThat(work.isBehind()).isFalse();

    add(1);
    assertThat(work.isBehind()).isTrue();

    steps.get(0).complete(null);
    assertThat(work.isBehind()).isFalse();
  }

  @Test
  void whatHasFailedIsNotBehind() {
    add(UNDER_WAY + 1);

    steps.get(0).completeExceptionally(new IllegalStateException("failed"));

    assertThat(work.isBehind()).isFalse();
    add(1);
    assertThat(work.isBehind()).isFalse();
  }

  @Test
  void itEndsWithItsLastStep() {
    add(4);
    CompletionStage<Void> end = work.end();

    for (CompletableFuture<Void> step : steps) {
      assertThat(end).isNotCompleted();
      step.complete(null);
    }
    assertThat(end).isCompletedWithValue(null);
  }

  @Test
  void itDoesNotEndAsLongAsMoreMayCome() {
    add(1);
    steps.get(0).complete(null);
    add(1);
    CompletionStage<Void> end = work.end();

    assertThat(end).isNotCompleted();
    steps.get(1).complete(null);
    assertThat(end).isCompleted();
  }

  @Test
  void workWithoutStepsIsDone() {
    assertThat(work.end()).isCompleted();
  }

  @Test
  void afterAFailureNothingIsBegunAndTheFirstIsTold() {
    add(5);
    CompletionStage<Void> end = work.end();
    IllegalStateException first = new IllegalStateException("first");

    steps.get(1).completeExceptionally(first);
    assertThat(end).as("others are under way").isNotCompleted();
    steps.get(0).completeExceptionally(new IllegalStateException("second"));
    steps.get(2).complete(null);
    add(1);

    assertThat(begun).containsExactly(0, 1, 2);
    assertThat(end).isCompletedExceptionally();
    assertThat(end.handle((done, failure) -> failure)).isCompletedWithValue(first);
  }

  @Test
  void aStepThatThrowsHasFailed() {
    work.add(
        () -> {
          throw new IllegalStateException("a defect");
        });

    assertThat(work.end()).isCompletedExceptionally();
  }

  @Test
  @Timeout(60)
  void manyStepsThatAreDoneAtOnceDoNotPileUpOnTheStack() {
    add(UNDER_WAY);
    int many = 200_000;
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < many; i++) {
      work.add(
          () -> {
            done.incrementAndGet();
            return CompletableFuture.completedFuture(null);
          });
    }

    steps.forEach(step -> step.complete(null));

    assertThat(work.end()).isCompleted();
    assertThat(done).hasValue(many);
  }

  @Test
  void aStepMayAddOthers() {
    List<String> order = new ArrayList<>();
    work.add(
        () -> {
          work.add(
              () -> {
                order.add("inner");
                return CompletableFuture.completedFuture(null);
              });
          order.add("outer");
          return CompletableFuture.completedFuture(null);
        });

    assertThat(work.end()).isCompleted();
    assertThat(order).containsExactly("outer", "inner");
  }

  @Test
  @Timeout(60)
  void stepsThatEndOnManyThreadsAreAllBegunOnceAndNeverTooManyTogether() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 20_000; i++) {
      work.add(
          () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            return CompletableFuture.runAsync(
                () -> {
                  done.incrementAndGet();
                  now.decrementAndGet();
                },
                ForkJoinPool.commonPool());
          });
    }

    work.end().toCompletableFuture().get(50, TimeUnit.SECONDS);

    assertThat(done).hasValue(20_000);
    assertThat(most).hasValueBetween(1, UNDER_WAY);
  }
}
