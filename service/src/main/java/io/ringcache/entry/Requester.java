package io.ringcache.entry;

import io.ringcache.auth.Caller;
import io.ringcache.http.Holding;
import io.ringcache.http.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.server.Request;

/**
 * Who asks, and in which request.
 *
 * @param holding what large answers to it are counted in
 */
record Requester(Caller caller, String requestId, Holding holding) {

  static Requester of(HttpServletRequest request) {
    return new Requester(Caller.of(request), RequestId.of(request), Holding.of(request));
  }

  /** Of a request on the fast lane, which counts its answers itself. */
  static Requester of(Request request) {
    return new Requester(Caller.of(request), RequestId.of(request), Holding.UNCOUNTED);
  }
}
