package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import org.junit.jupiter.api.Test;

class BufferedBytesTest {

  private final MetricRegistry metrics = new MetricRegistry();
  private final BufferedBytes bytes = BufferedBytes.of(100, metrics);

  @Test
  void asMuchAsTheBoundIsTakenAndNotAByteMore() {
    assertThat(bytes.take(99)).isTrue();
    assertThat(bytes.take(2)).isFalse();
    assertThat(bytes.take(1)).isTrue();
    assertThat(bytes.held()).isEqualTo(100);
    assertThat(metrics.getCounters().values()).extracting("count").containsExactly(1L);
  }

  @Test
  void whatIsReleasedIsThereAgain() {
    assertThat(bytes.take(100)).isTrue();
    bytes.release(100);
    assertThat(bytes.take(100)).isTrue();
  }

  @Test
  void bodiesLeaveAQuarterToAnswers() {
    assertThat(bytes.takeForBody(75)).isTrue();
    assertThat(bytes.takeForBody(1)).isFalse();
    assertThat(bytes.take(25)).isTrue();
  }
}
