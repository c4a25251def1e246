package io.ringcache.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Precondition;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ConditionalWriteTest {

  private static final CacheKey KEY = CacheKey.of(new NamespaceName("ns"), "a");
  private static final WriteCondition IF_MATCH_1 =
      WriteCondition.of(List.of(ETag.of(bytes("1")).value()), List.of());

  /** What the key holds at each reading; the last one stays. */
  private final Queue<CompletableFuture<Optional<Entry>>> readings = new ArrayDeque<>();

  /** What came of each attempt to write; none: it is done. */
  private final Queue<CompletableFuture<String>> outcomes = new ArrayDeque<>();

  private final List<Precondition> attempts = new ArrayList<>();
  private final Queue<Runnable> handedOver = new ArrayDeque<>();
  private final ConditionalWrite writes = new ConditionalWrite(backend(), handedOver::add);

  @Test
  void withoutAConditionNothingIsReadFirst() {
    assertThat(run(WriteCondition.NONE).join()).isEqualTo("done");
    assertThat(attempts).containsExactly(Precondition.NONE);
  }

  @Test
  void thatNothingIsThereIsDecidedByTheBackendAlone() {
    assertThat(run(WriteCondition.of(List.of(), List.of("*"))).join()).isEqualTo("done");
    assertThat(attempts).containsExactly(Precondition.ABSENT);
  }

  @Test
  void theWriteIsForTheVersionWhoseValueWasCompared() {
    readings.add(holds("1", 7));

    assertThat(run(IF_MATCH_1).join()).isEqualTo("done");
    assertThat(attempts).containsExactly(new Precondition.Version(7));
  }

  @Test
  void aConditionOnTagsMayHoldForAnAbsentKeyToo() {
    readings.add(holdsNothing());

    assertThat(run(WriteCondition.of(List.of(), List.of("\"x\""))).join()).isEqualTo("done");
    assertThat(attempts).containsExactly(Precondition.ABSENT);
  }

  @Test
  void whereTheValueIsAnotherNothingIsTried() {
    readings.add(holds("2", 7));

    assertRefused(run(IF_MATCH_1));
    assertThat(attempts).isEmpty();
  }

  @Test
  void aWriteLostToOneOfTheSameValueIsTriedOnItsVersion() {
    readings.add(holds("1", 7));
    readings.add(holds("1", 8));
    outcomes.add(lost());

    assertThat(run(IF_MATCH_1).join()).isEqualTo("done");
    assertThat(attempts).containsExactly(new Precondition.Version(7), new Precondition.Version(8));
  }

  @Test
  void aWriteLostToOneOfAnotherValueIsRefused() {
    readings.add(holds("1", 7));
    readings.add(holds("2", 8));
    outcomes.add(lost());

    assertRefused(run(IF_MATCH_1));
    assertThat(attempts).hasSize(1);
  }

  @Test
  void aWriteLostToADeletionIsRefused() {
    readings.add(holds("1", 7));
    readings.add(holdsNothing());
    outcomes.add(lost());

    assertRefused(run(IF_MATCH_1));
  }

  @Test
  void whoAlwaysLosesIsRefusedInTheEnd() {
    readings.add(holds("1", 7));
    for (int i = 0; i < 1000; i++) {
      outcomes.add(lost());
    }

    assertRefused(run(IF_MATCH_1));
    assertThat(attempts).hasSize(256);
  }

  @Test
  void anotherFailureIsNotTriedAgain() {
    readings.add(holds("1", 7));
    outcomes.add(
        CompletableFuture.failedFuture(
            new CompletionException(new CacheException.NodeTimeout("n1", 500))));

    assertThatThrownBy(run(IF_MATCH_1)::join)
        .hasRootCauseInstanceOf(CacheException.NodeTimeout.class);
    assertThat(attempts).hasSize(1);
  }

  @Test
  void aValueThatComesLaterIsComparedOnTheExecutor() {
    CompletableFuture<Optional<Entry>> reading = new CompletableFuture<>();
    readings.add(reading);

    CompletableFuture<String> result = run(IF_MATCH_1);
    reading.complete(holds("1", 7).join());

    assertThat(result).isNotDone();
    handedOver.remove().run();
    assertThat(result.join()).isEqualTo("done");
  }

  private CompletableFuture<String> run(WriteCondition condition) {
    return writes.run(KEY, condition, this::write).toCompletableFuture();
  }

  private CompletionStage<String> write(Precondition precondition) {
    attempts.add(precondition);
    return outcomes.isEmpty() ? CompletableFuture.completedFuture("done") : outcomes.remove();
  }

  private static void assertRefused(CompletableFuture<String> result) {
    assertThatThrownBy(result::join)
        .hasRootCauseInstanceOf(CacheException.PreconditionFailed.class);
  }

  private static CompletableFuture<Optional<Entry>> holds(String json, long version) {
    return CompletableFuture.completedFuture(
        Optional.of(new Entry(bytes(json), version, Entry.NO_TTL)));
  }

  private static CompletableFuture<Optional<Entry>> holdsNothing() {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  private static CompletableFuture<String> lost() {
    return CompletableFuture.failedFuture(new CacheException.PreconditionFailed());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Can be asked for the readings, and nothing else. */
  private CacheBackend backend() {
    return (CacheBackend)
        Proxy.newProxyInstance(
            CacheBackend.class.getClassLoader(),
            new Class<?>[] {CacheBackend.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("peek");
              return readings.size() > 1 ? readings.remove() : readings.element();
            });
  }
}
