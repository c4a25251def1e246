package io.ringcache.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  @Test
  void theyComeInOrderAndAsOftenAsAsked() {
    Arrivals arrivals = new Arrivals(1_000);
    long[] due = LongStream.generate(arrivals::next).limit(100_000).toArray();

    assertThat(due).isSorted();
    assertThat(due[due.length - 1] / 1e9).isCloseTo(100, within(2.0));
  }
}
