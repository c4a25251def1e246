package io.ringcache.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Errors as a handler in front of Jersey answers them. Does not block. */
public final class HandlerErrors {

  private HandlerErrors() {}

  /**
   * Answers the request with the error, and completes the callback with the answer. What is left of
   * the request's body costs the client nothing but, where it is long, the connection.
   */
  public static void write(
      Request request, Response response, Callback callback, ApiException error) {
    request.consumeAvailable();
    write(request, response, callback, error, error.code().status());
  }

  /**
   * Answers a request whose body was seen to.
   *
   * @param status where a library chose another than that of the error's code
   */
  static void write(
      Request request, Response response, Callback callback, ApiException error, int status) {
    ErrorCounts.count(request, error.code());
    String requestId = RequestId.of(request);
    byte[] body = ErrorBody.of(error.code(), error.detail()).render(requestId);
    response.setStatus(status);
    response.getHeaders().put(RequestId.HEADER, requestId);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, MimeTypes.Type.APPLICATION_JSON.asString());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    @Nullable String retryAfter = error.retryAfter();
    if (retryAfter != null) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfter);
    }
    if (error.code() == ErrorCode.UNAUTHENTICATED) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, ErrorBody.CHALLENGE);
    }
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
