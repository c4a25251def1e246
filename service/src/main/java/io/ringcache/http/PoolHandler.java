package io.ringcache.http;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Hands requests over to the threads of their connector, on which the handlers behind it may block.
 * Never blocks itself, and so declares everything in front of it to be non-blocking: Jetty then
 * handles requests on the thread that has read them. Where they take no more, a request is answered
 * with {@code overloaded}.
 */
final class PoolHandler extends Handler.Wrapper {

  /** Where a request is handed over to. */
  interface Hands {

    /**
     * Runs it there.
     *
     * @throws RejectedExecutionException if it is not taken
     */
    void over(Request request, Executor threads, Runnable handling);
  }

  private final BooleanSupplier handsOver;
  private final Hands hands;

  /**
   * A handler.
   *
   * @param handsOver whether to hand over what is at hand, asked by the request's thread; else the
   *     request goes straight on
   */
  PoolHandler(BooleanSupplier handsOver) {
    this(handsOver, (request, threads, handling) -> threads.execute(handling));
  }

  /** The same, some of whose requests have to wait before they get a thread. */
  PoolHandler(BooleanSupplier handsOver, Hands hands) {
    this.handsOver = handsOver;
    this.hands = hands;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!handsOver.getAsBoolean()) {
      return super.handle(request, response, callback);
    }
    try {
      hands.over(
          request,
          request.getConnectionMetaData().getConnector().getExecutor(),
          () -> DetachedCall.of(super::handle, request, response, callback));
    } catch (RejectedExecutionException e) {
      HandlerErrors.write(request, response, callback, new ApiException(ErrorCode.OVERLOADED));
    }
    return true;
  }
}
