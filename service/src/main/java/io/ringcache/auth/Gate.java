package io.ringcache.auth;

import org.eclipse.jetty.server.Request;

/** Who is let in, and as whom. Thread-safe, never blocks. */
@FunctionalInterface
interface Gate {

  /** Lets everybody in. */
  Gate OPEN = request -> Caller.ANONYMOUS;

  /**
   * Who makes the request.
   *
   * @throws io.ringcache.http.ApiException that the request is to be answered with
   */
  Caller admit(Request request);
}
