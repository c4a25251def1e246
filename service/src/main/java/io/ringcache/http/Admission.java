package io.ringcache.http;

import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Decides which requests are served at all: not more at a time than the bounds say. */
final class Admission {

  private final LongSupplier underWay;
  private final int maxUnderWay;
  private final ConnectionBound connections;

  /**
   * Bounds.
   *
   * @param underWay how many requests are under way, the one at hand included; asked for each
   */
  Admission(LongSupplier underWay, int maxUnderWay, ConnectionBound connections) {
    this.underWay = underWay;
    this.maxUnderWay = maxUnderWay;
    this.connections = connections;
  }

  /** Whether to serve the request; if not, its connection may be told to end. Never blocks. */
  boolean admits(Request request, Response response) {
    if (connections.isOneTooMany(request)) {
      response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
      return false;
    }
    return underWay.getAsLong() <= maxUnderWay || HttpSide.isOfAdministration(request);
  }
}
