package io.ringcache.entry;

import io.ringcache.auth.Caller;
import io.ringcache.http.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.server.Request;

/** Who asks, and in which request. Immutable. */
record Requester(Caller caller, String requestId) {

  static Requester of(HttpServletRequest request) {
    return new Requester(Caller.of(request), RequestId.of(request));
  }

  static Requester of(Request request) {
    return new Requester(Caller.of(request), RequestId.of(request));
  }
}
