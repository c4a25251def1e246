package io.ringcache.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer from whoever makes it, and sends it as fast as the client takes it: a slow client
 * holds what is counted as its {@link Holding}, and no thread. Only where there is no room for more
 * does the one who writes wait for the client. Thread-safe.
 *
 * <p>That a client has gone is told with the end of the answer, and not before: nobody who makes
 * one has anything to do about it.
 */
final class Outbox extends Response.Wrapper {

  /**
   * A part of the answer.
   *
   * @param written completed when it is; null for one whose writer has been told already
   */
  private record Part(boolean last, @Nullable ByteBuffer content, @Nullable Callback written) {}

  private final Holding holding;
  private final Queue<Part> parts = new ArrayDeque<>();
  private final Sender sender = new Sender();
  private @Nullable Throwable failure;

  Outbox(Request request, Response response, Holding holding) {
    super(request, response);
    this.holding = holding;
  }

  @Override
  public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
    int length = content == null ? 0 : content.remaining();
    boolean taken = !last && (length == 0 || holding.take(length));
    @Nullable ByteBuffer kept =
        taken && content != null ? ByteBuffer.allocate(length).put(content).flip() : content;
    @Nullable Throwable failed;
    synchronized (this) {
      failed = failure;
      if (failed == null) {
        parts.add(new Part(last, kept, taken ? null : callback));
      }
    }
    if (failed == null) {
      sender.iterate();
    } else if (!taken) {
      callback.failed(failed);
    }
    if (taken) {
      callback.succeeded();
    }
  }

  private final class Sender extends IteratingCallback {

    private @Nullable Part part;

    @Override
    protected Action process() {
      told(part);
      synchronized (Outbox.this) {
        part = parts.poll();
      }
      if (part == null) {
        return Action.IDLE;
      }
      Outbox.super.write(part.last(), part.content(), this);
      return Action.SCHEDULED;
    }

    private void told(@Nullable Part sent) {
      if (sent != null && sent.written() != null) {
        sent.written().succeeded();
      }
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
      Queue<Part> unsent;
      synchronized (Outbox.this) {
        failure = cause;
        unsent = new ArrayDeque<>(parts);
        parts.clear();
      }
      fail(part, cause);
      unsent.forEach(each -> fail(each, cause));
    }

    private static void fail(@Nullable Part unsent, Throwable cause) {
      if (unsent != null && unsent.written() != null) {
        unsent.written().failed(cause);
      }
    }
  }
}
