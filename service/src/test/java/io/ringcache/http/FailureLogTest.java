package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(FailureLogTest.class);

  /** Which keeps of a line what it had when it was logged, as Dropwizard's appenders do. */
  private final ListAppender<ILoggingEvent> lines =
      new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent line) {
          line.prepareForDeferredProcessing();
          super.append(line);
        }
      };

  private long nanos = Long.MAX_VALUE - 5; // nanoTime may overflow
  private final FailureLog log = new FailureLog(logger, () -> nanos);

  @BeforeEach
  void listen() {
    lines.start();
    logger.setAdditive(false);
    logger.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(lines);
  }

  @Test
  void theFirstIsToldWithItsIdAndItsTrace() {
    log.tell("id-1", "", new IllegalStateException("a defect"));
    assertThat(lines.list).hasSize(1);
    ILoggingEvent line = lines.list.get(0);
    assertThat(line.getFormattedMessage()).isEqualTo("Request id-1 failed");
    assertThat(line.getThrowableProxy().getMessage()).isEqualTo("a defect");
    assertThat(line.getMDCPropertyMap()).containsEntry(FailureLog.REQUEST_ID, "id-1");
  }

  @Test
  void othersAreCountedAndToldWithTheNext() {
    for (int i = 1; i <= 500; i++) {
      log.tell("id-" + i, ": nonsense", null);
    }
    assertThat(lines.list).hasSize(1);
    nanos += TimeUnit.SECONDS.toNanos(10);
    log.tell("id-501", ": nonsense", null);
    log.tell("id-502", ": nonsense", null);
    assertThat(lines.list.stream().map(ILoggingEvent::getFormattedMessage))
        .containsExactly(
            "Request id-1 failed: nonsense",
            "Request id-501 failed: nonsense (and 499 more since the last such line)");
  }

  @Test
  void theIdStaysWithNoOtherLine() {
    log.tell("id-1", "", null);
    logger.error("something else");
    assertThat(lines.list.get(1).getMDCPropertyMap()).isEmpty();
  }
}
