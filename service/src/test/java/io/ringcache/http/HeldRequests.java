package io.ringcache.http;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Leaves every request that it is handed to the test, to be answered by any thread. */
final class HeldRequests extends Handler.Abstract.NonBlocking {

  private static final int SECONDS = 20;

  private final BlockingQueue<Held> requests = new LinkedBlockingQueue<>();

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    requests.add(
        new Held(request.getHttpURI().getPath(), Thread.currentThread(), response, callback));
    return true;
  }

  /** Waits for the next one. */
  Held take() throws InterruptedException {
    @Nullable Held held = requests.poll(SECONDS, TimeUnit.SECONDS);
    return Objects.requireNonNull(held, "no request has come");
  }

  /**
   * A request without its answer.
   *
   * @param handler the thread that it was handed to the handler on
   */
  record Held(String path, Thread handler, Response response, Callback callback) {

    /** Answers with the request's path. */
    void answer() {
      response.write(true, ByteBuffer.wrap(RawHttp.ascii(path)), callback);
    }
  }
}
