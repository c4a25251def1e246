package io.ringcache.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.http.Drain;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainProbeTest {

  @Test
  void aServiceIsReadyUntilItIsToldToStop() throws Exception {
    Drain drain = new Drain(Duration.ofMillis(1));
    DrainProbe probe = new DrainProbe(drain);
    drain.start();
    assertThat(probe.execute().isHealthy()).isTrue();
    drain.stop();
    assertThat(probe.execute().isHealthy()).isFalse();
  }
}
