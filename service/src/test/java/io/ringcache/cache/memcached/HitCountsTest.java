package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.EntriesOnFake.done;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.memcached.HitCounts.Counts;
import io.ringcache.testing.ManualClock;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HitCountsTest {

  private static final NamespaceName NAMESPACE = new NamespaceName("ns");
  private static final NamespaceName OTHER = new NamespaceName("other");
  private static final int HITS = 100_000;

  private final FakeCommands node = new FakeCommands(new ManualClock());
  private final HitCounts counts = new HitCounts(node);

  static Stream<Throwable> refusals() {
    return Stream.of(
            new CacheException.NodeBusy("fake", 1), new CacheException.StorageFull("it is full"))
        .flatMap(refusal -> Stream.of(refusal, new CompletionException(refusal)));
  }

  static Stream<Throwable> failuresWithoutAnAnswer() {
    return Stream.of(
            new CacheException.NodeTimeout("fake", 1),
            new CacheException.NodeUnavailable("fake", "it hung up"))
        .flatMap(failure -> Stream.of(failure, new CompletionException(failure)));
  }

  @Test
  void whatWasCountedIsKnownAtOnce() {
    counts.hit(NAMESPACE);
    counts.hit(NAMESPACE);
    counts.miss(NAMESPACE);
    counts.evicted(NAMESPACE);
    counts.miss(OTHER);

    assertThat(done(counts.of(NAMESPACE))).isEqualTo(new Counts(2, 1, 1));
    assertThat(done(counts.of(OTHER))).isEqualTo(new Counts(0, 1, 0));
    assertThat(done(counts.of(NAMESPACE))).as("asked again").isEqualTo(new Counts(2, 1, 1));
  }

  @Test
  void allThatWaitsIsReported() {
    HitCounts another = new HitCounts(node);
    counts.hit(NAMESPACE);
    counts.hit(OTHER);

    done(counts.reportAll());
    done(counts.reportAll());

    assertThat(done(another.of(NAMESPACE))).isEqualTo(new Counts(1, 0, 0));
    assertThat(done(another.of(OTHER))).isEqualTo(new Counts(1, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatTheNodeHasRefusedIsAddedToTheNext(Throwable refusal) {
    counts.hit(NAMESPACE);
    counts.hit(NAMESPACE);
    node.answerCount(CompletableFuture.failedFuture(refusal));
    done(counts.reportAll());

    counts.hit(NAMESPACE);

    assertThat(done(counts.of(NAMESPACE)).hits()).isEqualTo(3);
    assertThat(done(counts.of(NAMESPACE)).hits()).as("asked again").isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("failuresWithoutAnAnswer")
  void whatHasHadNoAnswerIsNotRepeated(Throwable failure) {
    counts.hit(NAMESPACE);
    node.answerCount(CompletableFuture.failedFuture(failure));
    done(counts.reportAll());

    counts.hit(NAMESPACE);

    assertThat(done(counts.of(NAMESPACE)).hits()).isEqualTo(1);
  }

  @Test
  void eachCounterIsRefusedForItself() {
    counts.hit(NAMESPACE);
    counts.miss(NAMESPACE);
    counts.evicted(NAMESPACE);
    node.answerCount(CompletableFuture.failedFuture(new CacheException.NodeBusy("fake", 1)));
    node.answerCount(CompletableFuture.completedFuture(1L)); // the misses: says so, has not
    node.answerCount(CompletableFuture.failedFuture(new CacheException.NodeTimeout("fake", 1)));
    done(counts.reportAll());

    assertThat(done(counts.of(NAMESPACE))).isEqualTo(new Counts(1, 0, 0));
  }

  @Test
  void whoAsksWaitsForWhatIsUnderWayAndDoesNotSendItAgain() {
    CompletableFuture<Long> late = new CompletableFuture<>();
    counts.hit(NAMESPACE);
    node.answerCount(late);
    CompletionStage<Void> reported = counts.reportAll();

    counts.hit(NAMESPACE);
    CompletionStage<Counts> asked = counts.of(NAMESPACE);

    assertThat(asked).isNotCompleted();
    late.complete(1L);
    assertThat(reported).isCompleted();
    assertThat(done(asked).hits()).as("the fake has not counted the late one").isEqualTo(1);
  }

  @Test
  void aNamespaceThatIsNotRegisteredAnyMoreIsForgottenWhenAllIsSent() {
    WeakReference<NamespaceName> gone = hitOf("gone");
    counts.retain(List.of());
    System.gc();
    assertThat(gone.get()).as("its hit is not sent yet").isNotNull();

    done(counts.reportAll());
    assertThat(node.bytes(WireKey.hits(new NamespaceName("gone"))))
        .isEqualTo("1".getBytes(US_ASCII));
    counts.retain(List.of());

    Awaitility.await()
        .until(
            () -> {
              System.gc();
              return gone.get() == null;
            });
  }

  private WeakReference<NamespaceName> hitOf(String name) {
    NamespaceName namespace = new NamespaceName(name);
    counts.hit(namespace);
    return new WeakReference<>(namespace);
  }

  @Test
  void aNamespaceIsNotForgottenBeforeWhatWasSentIsAnswered() {
    CompletableFuture<Long> late = new CompletableFuture<>();
    counts.hit(NAMESPACE);
    node.answerCount(late);
    CompletionStage<Void> reported = counts.reportAll();

    counts.retain(List.of());

    CompletionStage<Counts> asked = counts.of(NAMESPACE);
    assertThat(asked).isNotCompleted();
    late.complete(1L);
    assertThat(reported).isCompleted();
    assertThat(asked).isCompleted();
  }

  @Test
  @Timeout(60)
  void noHitIsLostWhileItIsForgottenAgainAndAgain() {
    AtomicBoolean counted = new AtomicBoolean();
    CompletableFuture<Void> forgetting =
        CompletableFuture.runAsync(
            () -> {
              while (!counted.get()) {
                done(counts.reportAll());
                counts.retain(List.of());
              }
            });
    for (int i = 0; i < HITS; i++) {
      counts.hit(NAMESPACE);
      for (int spin = 0; spin < i % 500; spin++) { // so that all is sent now and then
        Thread.onSpinWait();
      }
    }
    counted.set(true);
    forgetting.join();

    assertThat(done(counts.of(NAMESPACE)).hits()).isEqualTo(HITS);
  }

  @Test
  void whatIsNoNumberCountsForNothing() {
    done(node.set(WireKey.hits(NAMESPACE), "junk".getBytes(US_ASCII), 0));
    done(node.set(WireKey.misses(NAMESPACE), "7  ".getBytes(US_ASCII), 0));

    assertThat(done(counts.of(NAMESPACE))).isEqualTo(new Counts(0, 7, 0));
  }
}
