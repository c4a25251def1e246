package io.ringcache.auth;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Finds out who makes a request, before anything else looks at it. Never blocks. */
public final class AuthHandler extends Handler.Wrapper {

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Caller.ANONYMOUS.attachTo(request);
    return super.handle(request, response, callback);
  }
}
