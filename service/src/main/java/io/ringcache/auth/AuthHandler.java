package io.ringcache.auth;

import io.ringcache.http.ApiException;
import io.ringcache.http.HandlerErrors;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Finds out who makes a request, before anything else looks at it: without a right to be here, a
 * path that there is and one that there is not look the same. Never blocks.
 */
public final class AuthHandler extends Handler.Wrapper {

  private static final String HEALTH = "/health";

  /**
   * Of Dropwizard's two; whoever reaches it is let in, which is why it listens on loopback only.
   */
  private static final String ADMIN_CONNECTOR = "admin";

  private final Gate gate;

  AuthHandler(Gate gate) {
    this.gate = gate;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!isOpen(request)) {
      try {
        gate.admit(request).attachTo(request);
      } catch (ApiException refusal) {
        HandlerErrors.write(request, response, callback, refusal);
        return true;
      }
    }
    return super.handle(request, response, callback);
  }

  /** What is spelt otherwise and would come out there as well is merely not open. */
  private static boolean isOpen(Request request) {
    if (ADMIN_CONNECTOR.equals(request.getConnectionMetaData().getConnector().getName())) {
      return true;
    }
    return HEALTH.equals(request.getHttpURI().getPath())
        && (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod()));
  }
}
