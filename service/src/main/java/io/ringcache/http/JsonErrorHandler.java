package io.ringcache.http;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
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
    if (HttpStatus.hasNoBody(status)) {
      response.setStatus(status);
      response.getHeaders().put(RequestId.HEADER, RequestId.of(request));
      callback.succeeded();
      return true;
    }
    HandlerErrors.write(
        request, response, callback, new ApiException(ErrorTranslator.codeOf(status)), status);
    return true;
  }

  /** An exception on the way says more than the 500 that it was given meanwhile. */
  private static int statusOf(Request request, Response response) {
    @Nullable Object cause = request.getAttribute(ERROR_EXCEPTION);
    int status = cause instanceof HttpException refused ? refused.getCode() : response.getStatus();
    return status < 400 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : status;
  }
}
