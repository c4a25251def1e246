package io.ringcache.http;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A request whose answer survives a body that was not read to its end. Never blocks.
 *
 * <p>Closing a socket with unread bytes in it resets the connection, and a reset may destroy the
 * answer on its way. So the answer goes out first, with {@code Connection: close} and the end of
 * the stream after it, and then the rest of the body is read and thrown away until the client stops
 * or the time is up: what other servers call a lingering close.
 */
final class UnreadBody extends Request.Wrapper {

  private static final long LINGER_SECONDS = 10;

  /** Reads that are worth a connection that can be used again. */
  private static final int READS_TO_KEEP_ALIVE = 16;

  private final Response response;
  private final Callback afterwards;
  private volatile boolean asked;
  private volatile boolean ended;

  UnreadBody(Request request, Response response, Callback afterwards) {
    super(request);
    this.response = response;
    this.afterwards = afterwards;
  }

  /** To be answered with: says in time that the connection will be closed. */
  Response response() {
    return new Response.Wrapper(this, response) {
      @Override
      public void write(boolean last, ByteBuffer content, Callback written) {
        if (last && !isCommitted()) {
          consumeAvailable();
        }
        super.write(last, content, written);
      }
    };
  }

  /** To be completed with the answer; completes the request when the body is out of the way. */
  Callback callback() {
    return new Callback.Nested(afterwards) {
      @Override
      public void succeeded() {
        if (ended || neverCame()) {
          super.succeeded();
        } else {
          new Drain().run();
        }
      }
    };
  }

  @Override
  public Content.@Nullable Chunk read() {
    Content.@Nullable Chunk chunk = super.read();
    if (chunk != null && chunk.isLast()) {
      ended = true;
    }
    return chunk;
  }

  @Override
  public void demand(Runnable onAvailable) {
    asked = true;
    super.demand(onAvailable);
  }

  /** Jetty asks for this before it answers; its own way would give the body up for good. */
  @Override
  public boolean consumeAvailable() {
    if (ended || neverCame()) {
      return super.consumeAvailable();
    }
    for (int i = 0; i < READS_TO_KEEP_ALIVE; i++) {
      Content.@Nullable Chunk chunk = read();
      if (chunk == null) {
        break;
      }
      chunk.release();
      if (chunk.isLast()) {
        return !Content.Chunk.isFailure(chunk);
      }
    }
    if (!response.isCommitted()) {
      response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
    }
    return false;
  }

  /** A client that expects a 100 sends no body before it; asking for the body is what sends it. */
  private boolean neverCame() {
    return !asked && getHeaders().contains(HttpHeader.EXPECT, "100-continue");
  }

  /** Throws the rest of the body away; the timer ends it where the client does not. */
  private final class Drain implements Runnable {

    private final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LINGER_SECONDS);
    private final AtomicBoolean done = new AtomicBoolean();
    private final Scheduler.Task timer =
        getComponents().getScheduler().schedule(this::expire, LINGER_SECONDS, TimeUnit.SECONDS);

    @Override
    public void run() {
      if (isOver()) {
        finish();
      }
    }

    /** Reads what is there; locked, so that the timer does not end the request under a read. */
    private synchronized boolean isOver() {
      while (!done.get() && System.nanoTime() - deadline < 0) {
        Content.@Nullable Chunk chunk = read();
        if (chunk == null) {
          demand(this);
          return false;
        }
        chunk.release();
        if (chunk.isLast()) {
          return true;
        }
      }
      return true;
    }

    private synchronized void expire() {
      finish();
    }

    private void finish() {
      if (done.compareAndSet(false, true)) {
        timer.cancel();
        afterwards.succeeded();
      }
    }
  }
}
