package io.ringcache.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.ringcache.testing.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuditTrailTest {

  private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
  private static final int CAPACITY = 1_000;

  @RegisterExtension private final CapturedLog log = CapturedLog.of(AuditTrail.class);
  private final FakeSink sink = new FakeSink();
  private final AuditTrail trail = new AuditTrail(sink, InstantSource.fixed(NOW), CAPACITY);

  @AfterEach
  void stop() throws InterruptedException {
    trail.stop();
  }

  @Test
  void whatIsToldIsWrittenBeforeTheStageCompletes() {
    trail.start();
    trail
        .record("ops", "req-1", AuditAction.CACHE_FLUSH, "users", "pattern *")
        .toCompletableFuture()
        .join();
    assertThat(sink.kept())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.at()).isEqualTo(NOW);
              assertThat(event.actor()).isEqualTo("ops");
              assertThat(event.requestId()).isEqualTo("req-1");
              assertThat(event.action()).isEqualTo(AuditAction.CACHE_FLUSH);
              assertThat(event.namespace()).isEqualTo("users");
              assertThat(event.detail()).isEqualTo("pattern *");
            });
    assertThat(trail.queued()).isZero();
    assertThat(trail.lost()).isZero();
  }

  @Test
  void nobodyWaitsForADatabaseThatIsGoneAndItIsWrittenWhenItIsBack() {
    sink.gone();
    trail.start();
    assertThat(told("first")).isCompleted();
    assertThat(told("second")).isCompleted();
    assertThat(trail.queued()).isEqualTo(2);
    sink.back();
    await().untilAsserted(() -> assertThat(details()).containsExactly("first", "second"));
    await().until(() -> trail.queued() == 0);
    assertThat(trail.lost()).isZero();
  }

  @Test
  void aSlowDatabaseIsWaitedForPatientlyButNotForEver() {
    CountDownLatch passable = sink.stuck();
    trail.start();
    CompletionStage<Void> slow = told("slow");
    assertThat(slow).isNotDone();
    assertThat(slow).succeedsWithin(Duration.ofSeconds(20));
    assertThat(trail.queued()).isEqualTo(1);
    passable.countDown();
    await().untilAsserted(() -> assertThat(details()).containsExactly("slow"));
  }

  @Test
  void aDatabaseThatIsLostInMidWriteLosesNothing() {
    CountDownLatch passable = sink.stuck();
    trail.start();
    CompletionStage<Void> told = told("told to one that was there");
    sink.gone();
    passable.countDown();
    assertThat(told).succeedsWithin(Duration.ofSeconds(20));
    sink.back();
    await()
        .untilAsserted(() -> assertThat(details()).containsExactly("told to one that was there"));
  }

  @Test
  void whatIsQueuedIsWrittenManyAtOnceAndInItsOrder() {
    List<String> all = IntStream.range(0, CAPACITY).mapToObj(Integer::toString).toList();
    all.forEach(this::told);
    trail.start();
    await().untilAsserted(() -> assertThat(details()).isEqualTo(all));
    assertThat(sink.largestWrite()).isEqualTo(500);
  }

  @Test
  void whatDoesNotFitIntoTheQueueIsInTheLogInFull() {
    sink.gone();
    IntStream.range(0, CAPACITY).forEach(i -> told("fits"));
    CompletionStage<Void> told =
        trail.record("ops", "req-7", AuditAction.NAMESPACE_DELETE, "users", "too many");
    assertThat(told).isCompleted();
    assertThat(trail.queued()).isEqualTo(CAPACITY);
    assertThat(trail.lost()).isEqualTo(1);
    assertThat(log.events())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getLevel()).isEqualTo(Level.ERROR);
              assertThat(line.getFormattedMessage())
                  .contains("full", NOW.toString(), "ops", "req-7", "NAMESPACE_DELETE", "users")
                  .contains("too many");
            });
  }

  @Test
  void whatTheDatabaseRefusesIsInTheLogAndHoldsUpNothingElse() {
    sink.refusing(event -> event.detail().equals("bad"));
    told("before");
    CompletionStage<Void> bad = told("bad");
    told("after");
    trail.start();
    await().untilAsserted(() -> assertThat(details()).containsExactly("before", "after"));
    assertThat(bad).succeedsWithin(Duration.ofSeconds(20));
    await().until(() -> trail.queued() == 0);
    assertThat(trail.lost()).isEqualTo(1);
    assertThat(log.events()).singleElement().asString().contains("refuses", "bad");
  }

  @Test
  void stoppingWritesWhatIsQueued() throws InterruptedException {
    List<String> all = IntStream.range(0, CAPACITY).mapToObj(Integer::toString).toList();
    all.forEach(this::told);
    trail.start();
    trail.stop();
    assertThat(details()).isEqualTo(all);
    assertThat(trail.queued()).isZero();
    assertThat(trail.lost()).isZero();
  }

  @Test
  void stoppingWithoutADatabaseLeavesEverythingInTheLog() throws InterruptedException {
    sink.gone();
    trail.start();
    told("first");
    told("second");
    trail.stop();
    assertThat(log.messages())
        .satisfiesExactly(
            line -> assertThat(line).contains("first"),
            line -> assertThat(line).contains("second"));
    assertThat(trail.lost()).isEqualTo(2);
    assertThat(trail.queued()).isZero();
  }

  @Test
  void whatIsToldAfterTheEndIsInTheLog() throws InterruptedException {
    trail.start();
    trail.stop();
    assertThat(told("late")).isCompleted();
    assertThat(trail.lost()).isEqualTo(1);
    assertThat(log.events()).singleElement().asString().contains("late");
  }

  private CompletionStage<Void> told(String detail) {
    return trail.record("anonymous", "req-0", AuditAction.CACHE_FLUSH, null, detail);
  }

  private List<String> details() {
    return sink.kept().stream().map(AuditEvent::detail).toList();
  }
}
