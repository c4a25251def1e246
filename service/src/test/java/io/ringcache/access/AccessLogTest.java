package io.ringcache.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.util.Duration;
import io.ringcache.cache.NamespaceName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccessLogTest {

  private static final NamespaceName SHOP = new NamespaceName("shop");
  private static final Instant NOW = Instant.parse("2024-01-17T10:20:30.456Z");

  private final CollectingSink sink = new CollectingSink();
  private final MetricRegistry metrics = new MetricRegistry();

  @Test
  void anEventIsWrittenWithItsTimeItsPatternAndItsLatency() throws Exception {
    AccessLog log = log(1, 16);
    log.start();
    log.record(Operation.GET, SHOP, List.of("user_123"), true, 412_345);
    log.record(Operation.FLUSH, SHOP, List.of("user_123*"), null, 0);
    log.record(Operation.INVALIDATE, SHOP, List.of(), null, 0);
    log.stop();
    assertThat(sink.kept())
        .containsExactly(
            new AccessEntry(NOW, "shop", "user_*", "GET", true, 0.412),
            new AccessEntry(NOW, "shop", "user_123*", "FLUSH", null, 0),
            new AccessEntry(NOW, "shop", null, "INVALIDATE", null, 0));
    assertThat(metric("written")).isEqualTo(3);
    assertThat(metric("dropped")).isZero();
  }

  @Test
  void anEventIsWrittenWithoutOthersAfterIt() throws Exception {
    AccessLog log = log(1, 1024);
    log.start();
    log.record(Operation.GET, SHOP, List.of("a"), true, 1);
    await().until(() -> sink.kept().size() == 1);
    log.stop();
  }

  @Test
  void aQueueThatIsHalfFullIsNotLeftToItself() throws Exception {
    AccessLog log =
        new AccessLog(
            new AccessLogConfiguration(1.0, 16, Duration.hours(1), null),
            sink,
            metrics,
            InstantSource.fixed(NOW));
    log.start();
    // One after the other for as long as it takes: the writer may have been awake at the first.
    await()
        .until(
            () -> {
              log.record(Operation.GET, SHOP, List.of("a"), true, 1);
              return sink.kept().size() >= 8;
            });
    log.stop();
  }

  @Test
  void whatDoesNotFitIsDroppedAndCountedAndTheRestIsKept() throws Exception {
    sink.setReachable(false);
    AccessLog log = log(1, 64);
    for (int i = 0; i < 100; i++) {
      log.record(Operation.GET, SHOP, List.of("key" + i), true, 1);
    }
    assertThat(metric("dropped")).isEqualTo(36);
    assertThat(metrics.gauge(name("queued"), () -> () -> -1).getValue()).isEqualTo(64);
    sink.setReachable(true);
    log.start();
    await().until(() -> sink.kept().size() == 64);
    assertThat(sink.kept())
        .extracting(AccessEntry::keyPattern)
        .containsExactlyElementsOf(IntStream.range(0, 64).mapToObj(i -> "key" + i).toList());
    log.stop();
    assertThat(metric("written")).isEqualTo(64);
    assertThat(metric("dropped")).isEqualTo(36);
  }

  @Test
  void aBatchThatIsRefusedOnceIsTriedAgain() throws Exception {
    sink.refuse(1);
    AccessLog log = log(1, 16);
    log.start();
    log.record(Operation.GET, SHOP, List.of("a"), true, 1);
    await().until(() -> sink.kept().size() == 1);
    log.stop();
    assertThat(metric("dropped")).isZero();
  }

  @Test
  void aBatchThatIsRefusedTwiceDoesNotBlockTheLog() throws Exception {
    sink.refuse(2);
    AccessLog log = log(1, 16);
    log.start();
    log.record(Operation.GET, SHOP, List.of("bad"), true, 1);
    await().until(() -> metric("dropped") == 1);
    log.record(Operation.GET, SHOP, List.of("good"), true, 1);
    await().until(() -> sink.kept().size() == 1);
    log.stop();
    assertThat(sink.kept()).extracting(AccessEntry::keyPattern).containsExactly("good");
  }

  @Test
  void whatCanNotBeWrittenAtTheEndIsCounted() throws Exception {
    sink.setReachable(false);
    AccessLog log = log(1, 16);
    log.start();
    for (int i = 0; i < 5; i++) {
      log.record(Operation.GET, SHOP, List.of("a"), true, 1);
    }
    log.stop();
    assertThat(sink.kept()).isEmpty();
    assertThat(metric("dropped")).isEqualTo(5);
  }

  @Test
  void ofALongListTheFirstKeysDecide() throws Exception {
    AccessLog log = log(1, 16);
    log.start();
    List<String> kinds = List.of("a_1", "a_2", "a_3", "a_4", "a_5", "a_6", "a_7", "a_8", "b_9");
    log.record(Operation.MGET, SHOP, kinds, true, 1);
    log.record(Operation.MGET, SHOP, kinds.subList(1, 9), true, 1);
    List<String> longKeys = Collections.nCopies(8, "x".repeat(500));
    log.record(Operation.MGET, SHOP, longKeys, true, 1);
    log.stop();
    assertThat(sink.kept())
        .extracting(AccessEntry::keyPattern)
        .containsExactly("a_*", null, "x".repeat(255));
  }

  @Test
  void aSampleOfNoneIsNothing() throws Exception {
    AccessLog log = log(0, 16);
    log.start();
    record(log, 1_000);
    log.stop();
    assertThat(sink.kept()).isEmpty();
    assertThat(metric("dropped")).isZero();
  }

  @Test
  void aSampleOfAHalfIsAboutAHalf() throws Exception {
    AccessLog log = log(0.5, 65_536);
    log.start();
    record(log, 20_000);
    log.stop();
    // 7 standard deviations of 71
    assertThat((long) sink.kept().size()).isCloseTo(10_000, withPercentage(5));
    assertThat(metric("dropped")).isZero();
  }

  @Test
  void manyThreadsLoseNothing() throws Exception {
    AccessLog log = log(1, 65_536);
    log.start();
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> record(log, 10_000));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    }
    log.stop();
    assertThat(sink.kept()).hasSize(40_000);
    assertThat(metric("written")).isEqualTo(40_000);
  }

  private static void record(AccessLog log, int events) {
    for (int i = 0; i < events; i++) {
      log.record(Operation.GET, SHOP, List.of("user_1"), true, 1_000);
    }
  }

  private AccessLog log(double sample, int capacity) {
    return new AccessLog(
        new AccessLogConfiguration(sample, capacity, Duration.milliseconds(20), null),
        sink,
        metrics,
        InstantSource.fixed(NOW));
  }

  private long metric(String metric) {
    return metrics.counter(name(metric)).getCount();
  }

  private static String name(String metric) {
    return MetricRegistry.name(AccessLog.class, metric);
  }
}
