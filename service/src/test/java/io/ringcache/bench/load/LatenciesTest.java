package io.ringcache.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  private static final long MILLISECOND = 1_000_000;

  @Test
  void aPercentileIsTheLeastThatSoManyDoNotExceed() {
    Latencies latencies =
        new Latencies(LongStream.rangeClosed(1, 200).map(n -> (201 - n) * MILLISECOND).toArray());

    assertThat(latencies.percentileMillis(50)).isEqualTo(100);
    assertThat(latencies.percentileMillis(99)).isEqualTo(198);
    assertThat(latencies.percentileMillis(100)).isEqualTo(200);
    assertThat(latencies.percentileMillis(0)).isEqualTo(1);
  }

  @Test
  void noneHaveNoPercentile() {
    assertThat(new Latencies(new long[0]).percentileMillis(99)).isNaN();
  }
}
