package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.rest.Rest.Reply;
import java.time.Duration;
import java.util.function.Supplier;

/** What a client may be told while a node gives no answer. */
final class Answers {

  /** More than a call can take with a timeout of 2 s: a catch-up, the call, and once more. */
  private static final Duration BOUND = Duration.ofSeconds(8);

  private Answers() {}

  /** That there was no answer in time, or that it is known that there is none. */
  static void assertLost(Reply reply) {
    assertThat(isLost(reply)).as("%d %s", reply.status(), reply.body()).isTrue();
  }

  /** See {@link #assertLost}. */
  static boolean isLost(Reply reply) {
    String code = reply.json().path("code").asText();
    return (reply.status() == 504 && code.equals("backend_timeout"))
        || (reply.status() == 503
            && code.equals("backend_unavailable")
            && !reply.header("Retry-After").isEmpty());
  }

  /** What the call answers, within the bound. */
  static Reply inTime(Supplier<Reply> call) {
    long begun = System.nanoTime();
    Reply reply = call.get();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
    return reply;
  }
}
