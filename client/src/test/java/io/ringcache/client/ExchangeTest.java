package io.ringcache.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.client.testing.QuickHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExchangeTest {

  private static final Call INCR = Call.of("POST", "/incr", new byte[0]).once();

  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final QuickHttp http = new QuickHttp();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  /** The connection is another call's by then, and would be closed under it. */
  @Test
  void whatIsAnsweredBeforeItWasNotedIsNotCancelled() {
    http.answerAtOnce();
    assertThat(transport(Duration.ofSeconds(10)).send(INCR).join().status()).isEqualTo(200);
    assertThat(http.sent()).isNotCancelled();
  }

  @Test
  void whatIsNotAnsweredInTimeIsCancelled() {
    assertThatThrownBy(() -> transport(Duration.ofMillis(20)).send(INCR).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(CacheUnreachableException.class);
    assertThat(http.sent()).isCancelled();
  }

  private Transport transport(Duration timeout) {
    Endpoint endpoint =
        new Endpoint(
            URI.create("http://localhost"),
            Breaker.of(
                new Breaker.Limits(3, Duration.ofMillis(100), Duration.ofMillis(300)), state -> {}),
            new Gate(1, 1, executor));
    return new Transport(http, executor, List.of(endpoint), Optional.empty(), timeout);
  }
}
