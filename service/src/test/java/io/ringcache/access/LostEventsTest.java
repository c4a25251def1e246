package io.ringcache.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Counter;
import io.ringcache.testing.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LostEventsTest {

  @RegisterExtension private final CapturedLog logged = CapturedLog.of(LostEvents.class);
  private Instant now = Instant.parse("2024-01-17T10:20:30Z");
  private final LostEvents lost = new LostEvents(new Counter(), () -> now);

  @Test
  void nothingIsSaidWhereNothingIsLost() {
    lost.tell();
    lost.tellNow();
    assertThat(said()).isEmpty();
  }

  @Test
  void theFirstLossIsSaidAtOnceAndThenTheSumOfEachMinute() {
    lost.add(3);
    lost.tell();
    lost.add(4);
    now = now.plus(Duration.ofSeconds(59));
    lost.tell();
    assertThat(said()).containsExactly(3L);
    lost.add(1);
    now = now.plus(Duration.ofSeconds(1));
    lost.tell();
    lost.tell();
    assertThat(said()).containsExactly(3L, 5L);
  }

  @Test
  void atTheEndItIsSaidInAnyCase() {
    lost.add(1);
    lost.tell();
    lost.add(2);
    lost.tellNow();
    assertThat(said()).containsExactly(1L, 2L);
  }

  private List<Object> said() {
    return logged.events().stream().map(event -> event.getArgumentArray()[0]).toList();
  }
}
