package io.ringcache.entry;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Writes a large body piece by piece, each put together outside of the heap, where the socket takes
 * it from: of a body on the heap the JDK would make a copy there, as large as what is left of it
 * and for each thread that writes one. Does not block; goes on, on threads of Jetty's, as fast as
 * the client takes it.
 */
final class LaneBody extends IteratingCallback {

  /** As much as a pool of Jetty's keeps in one piece. */
  static final int PIECE = 64 << 10;

  private final Body body;
  private final Response response;
  private final Callback whole;
  private final RetainableByteBuffer.Mutable piece;
  private int written;

  private LaneBody(
      Body body, Response response, Callback whole, RetainableByteBuffer.Mutable piece) {
    this.body = body;
    this.response = response;
    this.whole = whole;
    this.piece = piece;
  }

  /** Begins; completes the callback when it is done. The headers know the length. */
  static void write(Body body, Request request, Response response, Callback whole) {
    new LaneBody(
            body, response, whole, request.getComponents().getByteBufferPool().acquire(PIECE, true))
        .iterate();
  }

  @Override
  protected Action process() {
    if (written == body.length()) {
      return Action.SUCCEEDED;
    }
    ByteBuffer buffer = piece.getByteBuffer();
    BufferUtil.clearToFill(buffer);
    written += body.into(buffer, written);
    buffer.flip();
    response.write(written == body.length(), buffer, this);
    return Action.SCHEDULED;
  }

  @Override
  protected void onCompleteSuccess() {
    piece.release();
    whole.succeeded();
  }

  @Override
  protected void onCompleteFailure(Throwable cause) {
    piece.release();
    whole.failed(cause);
  }
}
