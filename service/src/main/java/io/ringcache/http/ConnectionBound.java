package io.ringcache.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;

/**
 * How many connections are served at a time. Some more are let in, to be told so; beyond those,
 * clients wait for theirs to be accepted. Thread-safe, never blocks.
 */
final class ConnectionBound implements Connection.Listener {

  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final Set<EndPoint> tooMany = ConcurrentHashMap.newKeySet();

  ConnectionBound(int most) {
    this.most = most;
  }

  /** How many are let in, those that are not served included. */
  int letIn() {
    return most + Math.max(16, most / 8);
  }

  int open() {
    return open.get();
  }

  /** Whether no other could be served. */
  boolean isReached() {
    return open.get() >= most;
  }

  @Override
  public void onOpened(Connection connection) {
    if (isOfNetwork(connection) && open.incrementAndGet() > most) {
      tooMany.add(connection.getEndPoint());
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (isOfNetwork(connection)) {
      open.decrementAndGet();
      tooMany.remove(connection.getEndPoint());
    }
  }

  /** TLS has a connection within a connection. */
  private static boolean isOfNetwork(Connection connection) {
    return connection.getEndPoint() instanceof SelectableChannelEndPoint;
  }

  /** Whether the request's connection is one that is not served. */
  boolean isOneTooMany(Request request) {
    if (tooMany.isEmpty()) {
      return false;
    }
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    return isOneTooMany(
        endPoint instanceof SslConnection.SslEndPoint encrypted ? encrypted.unwrap() : endPoint);
  }

  boolean isOneTooMany(EndPoint endPoint) {
    return tooMany.contains(endPoint);
  }
}
