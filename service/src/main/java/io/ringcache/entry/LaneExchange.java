package io.ringcache.entry;

import io.ringcache.entry.Targets.Target;
import io.ringcache.http.ApiException;
import io.ringcache.http.BufferedBytes;
import io.ringcache.http.ConnectorThreads;
import io.ringcache.http.ErrorCode;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A request on the fast lane, to be answered once, by any thread. Does not block.
 *
 * <p>The thread that brings the answer may be one that serves a whole node. It makes and sends a
 * light answer itself, which takes it a few microseconds; a large value's hashing and copying, and
 * encryption, are left to the pool.
 *
 * @param executor bounded, may refuse
 * @param buffered what the answer is counted in until it has gone out
 * @param heldForBody how much of it a body of the request's is counted as; 0 for none, and then its
 *     answer has a value
 */
record LaneExchange(
    Request request,
    Response response,
    Callback callback,
    Requester by,
    Target target,
    Executor executor,
    BufferedBytes buffered,
    long heldForBody) {

  /** The bytes of a body that is sent from outside of the heap: a light answer has no more. */
  private static final int SMALL = 20 << 10;

  /** The bytes of a value that still makes a light answer. */
  private static final int LIGHT = 16 << 10;

  /**
   * Makes the call and sends its answer, or what a call that failed so answers.
   *
   * @param valueBytes how much of a value the making of the answer has to do with
   * @param answer makes it
   */
  <T> void answer(
      Supplier<CompletionStage<T>> call, ToIntFunction<T> valueBytes, Function<T, Answer> answer) {
    try {
      CompletionStage<T> unused =
          call.get().whenComplete((result, failure) -> answer(result, failure, valueBytes, answer));
    } catch (RuntimeException failure) {
      fail(failure);
    }
  }

  /** Sends the answer of a call that has come to that, or failed so. */
  <T> void answer(
      T result,
      @Nullable Throwable failure,
      ToIntFunction<T> valueBytes,
      Function<T, Answer> answer) {
    if (failure != null) {
      fail(failure);
    } else {
      answer(valueBytes.applyAsInt(result), () -> answer.apply(result));
    }
  }

  private void answer(int valueBytes, Supplier<Answer> answer) {
    long held = heldForBody;
    if (held == 0 && valueBytes > 0) {
      held = valueBytes > LIGHT ? valueBytes + LaneBody.PIECE : valueBytes;
      if (!buffered.take(held)) {
        fail(new ApiException(ErrorCode.OVERLOADED));
        return;
      }
    }
    send(valueBytes, answer, held);
  }

  private void send(int valueBytes, Supplier<Answer> answer, long held) {
    if (valueBytes <= LIGHT && !request.getConnectionMetaData().isSecure()) {
      send(answer, held);
      return;
    }
    try {
      executor.execute(() -> send(answer, held));
    } catch (RejectedExecutionException refused) {
      send(() -> EntryCalls.failed(refused, by), held);
    }
  }

  /** Answers what a failed call answers. */
  void fail(Throwable failure) {
    send(() -> EntryCalls.failed(failure, by), heldForBody);
  }

  private void send(Supplier<Answer> answer, long held) {
    ConnectorThreads.answer(
        () -> LaneAnswer.send(made(answer), request, response, callback, SMALL, buffered, held));
  }

  /** A defect must not leave the request without an answer. */
  private Answer made(Supplier<Answer> answer) {
    try {
      return answer.get();
    } catch (RuntimeException defect) {
      return EntryCalls.failed(defect, by);
    }
  }
}
