package io.ringcache.http;

import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What every request passes first, whichever way it is served: it gets its id, is refused where
 * there are too many or its body is announced as too large, the path takes a form that Jersey
 * leaves alone, and a body left unread does not cost the client its answer. Never blocks.
 */
final class FrontHandler extends Handler.Wrapper {

  private static final char REPLACEMENT = '\uFFFD';

  private final long maxRequestBytes;
  private final Admission admission;
  private final Drain drain;

  FrontHandler(long maxRequestBytes, Admission admission, Drain drain) {
    this.maxRequestBytes = maxRequestBytes;
    this.admission = admission;
    this.drain = drain;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    FrontRequest front = new FrontRequest(routable(request));
    response.getHeaders().put(RequestId.HEADER, front.id());
    if (drain.hasBegun()) {
      response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
    }
    boolean admitted = admission.admits(request, response);
    if (!hasBody(request)) {
      if (!admitted) {
        HandlerErrors.write(front, response, callback, new ApiException(ErrorCode.OVERLOADED));
        return true;
      }
      return super.handle(front, response, callback);
    }
    UnreadBody body = new UnreadBody(front, response, callback);
    if (!admitted) {
      HandlerErrors.write(
          body, body.response(), body.callback(), new ApiException(ErrorCode.OVERLOADED));
      return true;
    }
    if (request.getLength() > maxRequestBytes) {
      Response.writeError(body, body.response(), body.callback(), HttpStatus.PAYLOAD_TOO_LARGE_413);
      return true;
    }
    return super.handle(body, body.response(), body.callback());
  }

  static boolean hasBody(Request request) {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  /**
   * The request, its path in a form that Jersey leaves alone.
   *
   * @throws BadMessageException if Jetty has lost part of the target: what follows a raw {@code #},
   *     and bytes that are no UTF-8, for which it puts U+FFFD, so that keys that differ there would
   *     be one; or if what follows a {@code ;}, where Jetty does not look, is no percent-encoding
   */
  private static Request routable(Request request) {
    HttpURI uri = request.getHttpURI();
    String target = uri.getPathQuery();
    if (uri.getFragment() != null || (target != null && target.indexOf(REPLACEMENT) >= 0)) {
      throw new BadMessageException("bad request target");
    }
    String path = uri.getPath();
    if (path == null) {
      return request;
    }
    String safe = RoutablePath.of(path);
    return safe.equals(path) ? request : Request.serveAs(request, withPath(uri, safe));
  }

  private static HttpURI withPath(HttpURI uri, String path) {
    try {
      return HttpURI.build(uri, path, null, uri.getQuery()).asImmutable();
    } catch (IllegalArgumentException e) {
      throw new BadMessageException("bad request target", e);
    }
  }
}
