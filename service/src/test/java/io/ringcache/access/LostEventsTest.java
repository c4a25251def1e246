package io.ringcache.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.codahale.metrics.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LostEventsTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(LostEvents.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private Instant now = Instant.parse("2024-01-17T10:20:30Z");
  private final LostEvents lost = new LostEvents(new Counter(), () -> now);

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(logged);
  }

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
    return logged.list.stream().map(event -> event.getArgumentArray()[0]).toList();
  }
}
