package io.ringcache.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.CountingCallback;
import org.eclipse.jetty.util.component.Graceful;

/**
 * Counts the requests that have no answer yet; a server that stops waits for their end.
 * Thread-safe, never blocks.
 *
 * <p>Unlike Jetty's {@code GracefulHandler}, in whose place it is, it serves also what still comes
 * then. There is an end to that: no connection is accepted any more, and each ends with its next
 * answer.
 */
final class UnderWay extends Handler.Wrapper implements Graceful {

  private final AtomicLong requests = new AtomicLong();
  private final Shutdown shutdown =
      new Shutdown(this) {
        @Override
        public boolean isShutdownDone() {
          return requests.get() == 0;
        }
      };

  UnderWay(Handler handler) {
    super(handler);
  }

  /** How many there are. */
  long count() {
    return requests.get();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Counted counted = new Counted(callback);
    try {
      boolean handled = super.handle(request, response, counted);
      if (!handled) {
        counted.completed();
      }
      return handled;
    } catch (Throwable failure) { // as Jetty does it, where it calls a handler itself
      Response.writeError(request, response, counted, failure);
      return true;
    }
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    return shutdown.shutdown();
  }

  @Override
  public boolean isShutdown() {
    return shutdown.isShutdown();
  }

  /** One request, once it has its answer or none will come. */
  private final class Counted extends CountingCallback {

    Counted(Callback callback) {
      super(callback, 1);
      requests.incrementAndGet();
    }

    @Override
    public void completed() {
      requests.decrementAndGet();
      shutdown.check();
    }
  }
}
