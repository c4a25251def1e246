package io.ringcache.entry;

import io.ringcache.http.BufferedBytes;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.ErrorCounts;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An {@link Answer} as Jetty sends it. Thread-safe, does not block. */
final class LaneAnswer {

  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

  private LaneAnswer() {}

  /**
   * Sends the answer; completes the callback with it. A small body is put together outside of the
   * heap, where the socket takes it from, and a large one piece by piece.
   *
   * @param small up to how many bytes a body is small
   * @param held what is to be released of the buffered bytes when the answer has gone out
   */
  static void send(
      Answer answer,
      Request request,
      Response response,
      Callback callback,
      int small,
      BufferedBytes buffered,
      long held) {
    @Nullable ErrorCode error = answer.error();
    if (error != null) {
      ErrorCounts.count(request, error);
    }
    response.setStatus(answer.status());
    HttpFields.Mutable headers = response.getHeaders();
    List<HttpField> own = answer.headers();
    for (int i = 0; i < own.size(); i++) { // an iterator would be made for every read
      headers.add(own.get(i));
    }
    int length = answer.content().length();
    if (length == 0) {
      response.write(true, BufferUtil.EMPTY_BUFFER, new Written(null, buffered, held, callback));
      return;
    }
    headers.add(JSON);
    headers.add(HttpHeader.CONTENT_LENGTH, length);
    if (length > small) {
      LaneBody.write(
          answer.content(), request, response, new Written(null, buffered, held, callback));
      return;
    }
    RetainableByteBuffer.Mutable pooled =
        request.getComponents().getByteBufferPool().acquire(length, true);
    ByteBuffer body = pooled.getByteBuffer();
    BufferUtil.clearToFill(body);
    answer.content().into(body);
    body.flip();
    response.write(true, body, new Written(pooled, buffered, held, callback));
  }

  /** Gives back what an answer was kept in, and what it was counted as, before anything else. */
  private record Written(
      @Nullable RetainableByteBuffer buffer, BufferedBytes buffered, long held, Callback then)
      implements Callback {

    @Override
    public void succeeded() {
      giveBack();
      then.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      giveBack();
      then.failed(failure);
    }

    private void giveBack() {
      if (buffer != null) {
        buffer.release();
      }
      if (held != 0) {
        buffered.release(held);
      }
    }

    @Override
    public InvocationType getInvocationType() {
      return then.getInvocationType();
    }
  }
}
