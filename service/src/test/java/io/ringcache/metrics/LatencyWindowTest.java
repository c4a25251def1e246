package io.ringcache.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.codahale.metrics.Snapshot;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {

  private final Latencies latencies = new Latencies();
  private long nanos = 7;
  private final LatencyWindow window = new LatencyWindow(latencies, () -> nanos);

  @Test
  void nothingMeasuredIsZero() {
    Snapshot none = window.getSnapshot();
    assertThat(none.size()).isZero();
    assertThat(none.getMax()).isZero();
    assertThat(none.getMin()).isZero();
    assertThat(none.getMean()).isZero();
    assertThat(none.getStdDev()).isZero();
    assertThat(none.get99thPercentile()).isZero();
  }

  @Test
  void percentilesAreAsNearAsTheBuckets() {
    add(90, 50);
    add(9, 700);
    add(1, 40_000);
    Snapshot snapshot = window.getSnapshot();
    assertThat(snapshot.size()).isEqualTo(100);
    assertThat(snapshot.getMedian()).isBetween(0.0, 100.0);
    assertThat(snapshot.get95thPercentile()).isBetween(500.0, 1000.0);
    assertThat(snapshot.getValue(0.995)).isBetween(25_000.0, 50_000.0);
    assertThat(snapshot.getMax()).isEqualTo(50_000);
    assertThat(snapshot.getMin()).isZero();
    assertThat(snapshot.getMean()).isCloseTo(0.9 * 50 + 0.09 * 750 + 0.01 * 37_500, within(0.01));
  }

  @Test
  void aBoundBelongsToTheBucketThatItEnds() {
    add(1, 100);
    assertThat(latencies.counts()[0]).isEqualTo(1);
    add(1, 101);
    assertThat(latencies.counts()[1]).isEqualTo(1);
  }

  @Test
  void whatIsBeyondTheLastBoundIsTakenForIt() {
    add(1, 60_000_000);
    assertThat(window.getSnapshot().getMax()).isEqualTo(10_000_000);
    assertThat(window.getSnapshot().getMedian()).isEqualTo(10_000_000);
  }

  @Test
  void aMinuteOrTwoAreLookedAt() {
    add(1, 50);
    pass(61);
    assertThat(window.getSnapshot().size()).isEqualTo(1);
    add(2, 50);
    pass(30);
    assertThat(window.getSnapshot().size()).isEqualTo(3);
    pass(31);
    assertThat(window.getSnapshot().size()).isEqualTo(2);
    pass(61);
    assertThat(window.getSnapshot().size()).isZero();
    assertThat(latencies.total()).isEqualTo(3);
  }

  @Test
  void whoeverAsksSeldomGetsAllSinceThen() {
    for (int i = 0; i < 3; i++) {
      add(5, 50);
      pass(300);
      assertThat(window.getSnapshot().size()).isEqualTo(5);
    }
  }

  private void add(int calls, long micros) {
    for (int i = 0; i < calls; i++) {
      latencies.add(TimeUnit.MICROSECONDS.toNanos(micros));
    }
  }

  private void pass(long seconds) {
    nanos += TimeUnit.SECONDS.toNanos(seconds);
  }
}
