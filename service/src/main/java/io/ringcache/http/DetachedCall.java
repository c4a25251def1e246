package io.ringcache.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The call of a handler when Jetty's own call of the handlers before it is over: a request that
 * nobody takes, and one whose handler fails, are answered as Jetty would. Does not throw.
 */
final class DetachedCall {

  private static final Logger LOG = LoggerFactory.getLogger(DetachedCall.class);

  private DetachedCall() {}

  static void of(Request.Handler handler, Request request, Response response, Callback callback) {
    try {
      if (!handler.handle(request, response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Throwable failure) { // as Jetty does it, where it calls a handler itself
      answerFor(failure, request, response, callback);
    }
  }

  private static void answerFor(
      Throwable failure, Request request, Response response, Callback callback) {
    try {
      Response.writeError(request, response, callback, failure);
    } catch (IllegalStateException e) {
      LOG.debug("A handler failed after its answer", failure);
    }
  }
}
