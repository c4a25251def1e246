package io.ringcache.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers what Jetty itself refuses in our shape: a message that is no HTTP, headers or a URI that
 * are too long, a request while the server stops. Whatever the client accepts, it gets JSON.
 */
final class JsonErrorHandler extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = statusOf(request, response);
    response.setStatus(status);
    String requestId = RequestId.of(request);
    response.getHeaders().put(RequestId.HEADER, requestId);
    if (HttpStatus.hasNoBody(status)) {
      callback.succeeded();
      return true;
    }
    ErrorCode code = ErrorTranslator.codeOf(status);
    @Nullable String retryAfter = ErrorBody.retryAfter(code);
    if (retryAfter != null) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfter);
    }
    byte[] body = ErrorBody.of(code).render(requestId);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, MimeTypes.Type.APPLICATION_JSON.asString());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  /** An exception on the way says more than the 500 that it was given meanwhile. */
  private static int statusOf(Request request, Response response) {
    @Nullable Object cause = request.getAttribute(ERROR_EXCEPTION);
    int status = cause instanceof HttpException refused ? refused.getCode() : response.getStatus();
    return status < 400 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : status;
  }
}
