package io.ringcache.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import io.ringcache.FakeBackend;
import io.ringcache.cache.Backends;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.TestNamespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MeteredTest {

  private static final NamespaceName SHOP = new NamespaceName("shop");
  private static final CacheKey KEY = CacheKey.of(SHOP, "key");

  private final Meters meters = new Meters(10, new RegistryMeters(new MetricRegistry()));
  private final FakeBackend fake = new FakeBackend();
  private final Metered metered = Metered.of(fake, meters);

  @Test
  void aCallIsCountedBeforeItsCallerHears() {
    CompletableFuture<FlushResult> answer = new CompletableFuture<>();
    fake.saysOfAFlush(answer);
    List<Long> counted = new ArrayList<>();
    CompletionStage<Void> unused =
        metered.flush(SHOP, Glob.ALL).thenAccept(done -> counted.add(count(Outcome.OK)));
    assertThat(count(Outcome.OK)).isZero();
    answer.complete(new FlushResult(3, List.of()));
    assertThat(counted).containsExactly(1L);
    assertThat(meters.of(SHOP).of(Call.FLUSH).latencies().total()).isEqualTo(1);
  }

  @Test
  void whatIsAnsweredAtOnceIsHandedThrough() {
    CompletableFuture<FlushResult> answer =
        CompletableFuture.completedFuture(new FlushResult(0, List.of("one")));
    fake.saysOfAFlush(answer);
    assertThat(metered.flush(SHOP, Glob.ALL)).isSameAs(answer);
    assertThat(count(Outcome.PARTIAL)).isEqualTo(1);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new CacheException.NodeBusy("one", 7), Outcome.BUSY),
        Arguments.of(new CacheException.NodeTimeout("one", 7), Outcome.TIMEOUT),
        Arguments.of(new CacheException.NodeUnavailable("one", "it is"), Outcome.UNAVAILABLE),
        Arguments.of(new CacheException.StorageFull("it is"), Outcome.STORAGE_FULL),
        Arguments.of(new CacheException.ValueTooLarge("it is"), Outcome.VALUE_TOO_LARGE),
        Arguments.of(new CacheException.PreconditionFailed(), Outcome.PRECONDITION_FAILED),
        Arguments.of(new CacheException.NotAnInteger("it is"), Outcome.NOT_AN_INTEGER),
        Arguments.of(new CacheException.Protocol("one", "what"), Outcome.ERROR),
        Arguments.of(
            new InvalidInputException(InvalidInputException.Field.CURSOR, "it is"),
            Outcome.INVALID),
        Arguments.of(new IllegalStateException("a defect"), Outcome.ERROR));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureIsCountedAsWhatItIsAndHandedOn(RuntimeException failure, Outcome outcome) {
    fake.saysOfAFlush(CompletableFuture.failedFuture(failure));
    assertThatThrownBy(() -> metered.flush(SHOP, Glob.ALL).toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasCause(failure);
    assertThat(count(outcome)).isEqualTo(1);
    fake.saysOfAFlush(CompletableFuture.failedFuture(new CompletionException(failure)));
    assertThatThrownBy(() -> metered.flush(SHOP, Glob.ALL).toCompletableFuture().join())
        .hasCause(failure);
    assertThat(count(outcome)).isEqualTo(2);
  }

  @Test
  void whatIsThrownIsCountedToo() {
    assertThatThrownBy(() -> metered.get(KEY)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> metered.peek(KEY)).isInstanceOf(UnsupportedOperationException.class);
    assertThat(meters.of(SHOP).of(Call.GET).count(Outcome.ERROR)).isEqualTo(1);
    assertThat(meters.of(SHOP).of(Call.PEEK).count(Outcome.ERROR)).isEqualTo(1);
  }

  @Test
  void aMinimalStageIsWaitedForLikeAnyOther() {
    fake.saysOfAFlush(CompletableFuture.completedStage(new FlushResult(0, List.of())));
    assertThat(metered.flush(SHOP, Glob.ALL).toCompletableFuture().join().deleted()).isZero();
    assertThat(count(Outcome.OK)).isEqualTo(1);
  }

  @Test
  void aBatchOfNoKeysHasNoNamespaceToCountFor() {
    try (CacheBackend memory =
        Metered.of(Backends.build(Map.of("type", "memory"), TestNamespaces.of(SHOP)), meters)) {
      assertThat(memory.getAll(List.of()).toCompletableFuture().join().done()).isEmpty();
      assertThat(meters.all()).isEmpty();
      Optional<Entry> absent = memory.get(KEY).toCompletableFuture().join();
      assertThat(absent).isEmpty();
      assertThat(meters.of(SHOP).misses()).isEqualTo(1);
    }
  }

  @Test
  void itSaysWhatItIsMadeOf() {
    assertThat(metered.toString()).startsWith("Metered{");
    assertThat(metered.type()).isEqualTo("fake");
  }

  private long count(Outcome outcome) {
    return meters.of(SHOP).of(Call.FLUSH).count(outcome);
  }
}
