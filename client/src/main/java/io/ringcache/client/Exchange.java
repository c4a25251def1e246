package io.ringcache.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: to a base URL, and once more, at another one if there is any, where that can
 * help and do no harm.
 *
 * <table>
 * <caption>what is sent again</caption>
 * <tr><td>no connection</td><td>every call, at another base URL</td></tr>
 * <tr><td>connection lost</td><td>what is repeatable</td></tr>
 * <tr><td>503 overloaded</td><td>what is repeatable, at another base URL</td></tr>
 * </table>
 *
 * One deadline holds for all of it, the wait in line included.
 */
final class Exchange {

  private final Transport transport;
  private final Call call;
  private final CompletableFuture<Answer> result = new CompletableFuture<>();
  private volatile CompletableFuture<?> sent = result;

  /** Whether the deadline has passed: only then is anything to be cancelled. */
  private volatile boolean late;

  Exchange(Transport transport, Call call) {
    this.transport = transport;
    this.call = call;
  }

  CompletableFuture<Answer> start() {
    var inTime = result.orTimeout(transport.timeout().toNanos(), TimeUnit.NANOSECONDS);
    Optional<Endpoint> first = transport.choose(Optional.empty());
    if (first.isPresent()) {
      attempt(first.get(), true);
    } else {
      fail("the breaker is open", null);
    }
    return inTime.handle(
        (answer, failure) -> {
          Throwable cause = Causes.of(failure);
          if (cause instanceof TimeoutException) {
            late = true;
            sent.cancel(true);
            throw new CacheUnreachableException(
                call + ": no answer within " + transport.timeout(), cause);
          }
          if (cause instanceof RuntimeException unreachable) {
            throw unreachable;
          }
          return answer;
        });
  }

  private void attempt(Endpoint endpoint, boolean mayRepeat) {
    if (!endpoint.gate().enter(() -> send(endpoint, mayRepeat))) {
      fail("too many calls wait", null);
    }
  }

  private void send(Endpoint endpoint, boolean mayRepeat) {
    if (result.isDone()) {
      endpoint.gate().leave();
      return;
    }
    if (!endpoint.breaker().tryAcquire()) {
      endpoint.gate().leave();
      fail("the breaker is open", null);
      return;
    }
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    var unused = answer.whenComplete((told, failure) -> ended(endpoint, mayRepeat, told, failure));
    try {
      sent = transport.send(call, endpoint, answer);
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
    // The deadline did not know what to cancel. An answer may be here, too, and its connection
    // another call's already.
    if (late) {
      sent.cancel(true);
    }
  }

  private void ended(
      Endpoint endpoint, boolean mayRepeat, @Nullable Answer answer, @Nullable Throwable failure) {
    endpoint.gate().leave();
    Optional<Endpoint> another =
        mayRepeat ? transport.choose(Optional.of(endpoint)) : Optional.empty();
    if (answer != null) {
      endpoint.breaker().succeeded();
      if (another.isPresent()
          && call.repeatable()
          && answer.says(Answer.UNAVAILABLE, "overloaded")) {
        attempt(another.get(), false);
      } else {
        result.complete(answer);
      }
      return;
    }
    endpoint.breaker().failed();
    Throwable cause = Causes.of(failure);
    boolean notSent =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    boolean lost = cause instanceof IOException && !notSent;
    if (another.isPresent() && (notSent || (lost && call.repeatable()))) {
      attempt(another.get(), false);
    } else if (mayRepeat && lost && call.repeatable()) {
      attempt(endpoint, false);
    } else {
      fail((notSent ? "no connection to " : "no answer from ") + endpoint.baseUrl(), cause);
    }
  }

  private void fail(String why, @Nullable Throwable cause) {
    result.completeExceptionally(new CacheUnreachableException(call + ": " + why, cause));
  }
}
