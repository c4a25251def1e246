package io.ringcache.entry;

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

/** An {@link Answer} as Jetty sends it, in one write. Thread-safe, does not block. */
final class LaneAnswer {

  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

  private LaneAnswer() {}

  /**
   * Sends the answer; completes the callback with it. A small body is put together outside of the
   * heap, where the socket takes it from.
   *
   * @param small up to how many bytes a body is small
   */
  static void send(
      Answer answer, Request request, Response response, Callback callback, int small) {
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
      response.write(true, BufferUtil.EMPTY_BUFFER, callback);
      return;
    }
    headers.add(JSON);
    headers.add(HttpHeader.CONTENT_LENGTH, length);
    if (length > small) {
      response.write(true, ByteBuffer.wrap(answer.body()), callback);
      return;
    }
    RetainableByteBuffer.Mutable pooled =
        request.getComponents().getByteBufferPool().acquire(length, true);
    ByteBuffer body = pooled.getByteBuffer();
    BufferUtil.clearToFill(body);
    answer.content().into(body);
    body.flip();
    response.write(true, body, Callback.from(pooled::release, callback));
  }
}
