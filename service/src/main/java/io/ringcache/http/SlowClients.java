package io.ringcache.http;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections whose client takes for ever, which a byte now and then keeps from being idle:
 * those that do not finish a TLS handshake or a request's headers, and those that send a body or
 * take an answer more slowly than they may; and while the server stops, those without a request.
 * Looks once a second, so that no request has anything to do with it.
 *
 * <p>Its metric: {@code cut}, the connections ended so.
 */
final class SlowClients extends AbstractLifeCycle {

  private static final long PERIOD_MILLIS = 1000;

  /** How long a rate is measured before it counts. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** An idle connection is in the way of others after that time, where there are too many. */
  private static final long IDLE_IN_A_CROWD_MILLIS = 5000;

  /** While the server stops, who sends more often still gets an answer that says so. */
  private static final long IDLE_AT_THE_END_MILLIS = 500;

  private static final long NEVER = -1;

  private final List<ServerConnector> connectors;
  private final Scheduler scheduler;
  private final ConnectionBound bound;
  private final long headersNanos;
  private final long bytesPerSecond;
  private final Counter cut;

  /** What was seen of the connections the last time. The scheduler's. */
  private Map<EndPoint, Seen> seen = new HashMap<>();

  /** Whether the server stops. The scheduler's. */
  private boolean ending;

  private volatile Scheduler.@Nullable Task next;

  SlowClients(
      List<ServerConnector> connectors,
      Scheduler scheduler,
      ConnectionBound bound,
      LimitsConfiguration limits,
      MetricRegistry metrics) {
    this.connectors = connectors;
    this.scheduler = scheduler;
    this.bound = bound;
    this.headersNanos = limits.headerTime().toNanos();
    this.bytesPerSecond = limits.slowestRate();
    this.cut = metrics.counter(MetricRegistry.name(SlowClients.class, "cut"));
  }

  @Override
  protected void doStart() {
    schedule();
  }

  @Override
  protected void doStop() {
    Scheduler.@Nullable Task scheduled = next;
    if (scheduled != null) {
      scheduled.cancel();
    }
  }

  private void schedule() {
    next = scheduler.schedule(this::lookAround, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void lookAround() {
    try {
      look(System.nanoTime());
    } finally {
      if (isRunning()) {
        schedule();
      }
    }
  }

  private void look(long now) {
    Map<EndPoint, Seen> looked = new HashMap<>();
    ending = connectors.stream().anyMatch(ServerConnector::isShutdown);
    for (ServerConnector connector : connectors) {
      Collection<EndPoint> endPoints = connector.getConnectedEndPoints();
      for (EndPoint endPoint : endPoints) {
        if (endPoint instanceof CountedEndPoint counted) {
          Seen last = seen.computeIfAbsent(endPoint, key -> new Seen(now));
          if (last.isTooSlow(counted, now)) {
            cut.inc();
            connector.getExecutor().execute(last.end(counted));
          } else {
            looked.put(endPoint, last);
          }
        }
      }
    }
    seen = looked;
  }

  /** What of the client's is waited for. */
  private enum Awaited {
    REQUEST,
    HEADERS,
    BODY,
    NOTHING;

    /** Who registers for reading has parsed what there was before, and that is seen from here. */
    static Awaited of(HttpConnection http) {
      if (!http.getEndPoint().isFillInterested()) {
        return NOTHING;
      }
      HttpParser parser = http.getParser();
      return parser.inContentState() ? BODY : parser.isStart() ? REQUEST : HEADERS;
    }
  }

  /** What was seen of one connection. */
  private final class Seen {

    /** What of the client's was waited for, since when, and what had come by then. */
    private Awaited awaited = Awaited.REQUEST;

    private long requests;
    private long awaitedSince;
    private long receivedBefore;

    /** Since when an answer does not go out, and what had gone out by then. */
    private long sendingSince = NEVER;

    private long sentBefore;

    /** Its HTTP, if all that is wrong with it is that it has nothing to say. */
    private @Nullable HttpConnection inTheWay;

    Seen(long now) {
      awaitedSince = now;
    }

    boolean isTooSlow(CountedEndPoint endPoint, long now) {
      return isTooSlowATaker(endPoint, now)
          || (endPoint.getConnection() instanceof SslConnection encrypted
              ? isTooSlow(encrypted, endPoint, now)
              : isTooSlowASender(endPoint.getConnection(), endPoint, now));
    }

    /**
     * What ends it. Whoever is only in the way may send a request at this very moment: either that
     * is not read any more, so that a balancer may send it elsewhere, or it is answered as any.
     */
    Runnable end(CountedEndPoint endPoint) {
      TimeoutException why = new TimeoutException("too slow");
      if (inTheWay != null
          && inTheWay.getEndPoint() instanceof AbstractEndPoint http
          && !http.isOutputShutdown()) {
        return () -> http.getFillInterest().onFail(why); // closed the next time, if still there
      }
      return () -> endPoint.close(why);
    }

    private boolean isTooSlow(SslConnection encrypted, CountedEndPoint endPoint, long now) {
      return isShakingHands(encrypted)
          ? now - awaitedSince > headersNanos
          : isTooSlowASender(encrypted.getSslEndPoint().getConnection(), endPoint, now);
    }

    private static boolean isShakingHands(SslConnection encrypted) {
      return encrypted.getSSLEngine().getSession().getProtocol().equals("NONE");
    }

    private boolean isTooSlowASender(
        @Nullable Connection connection, CountedEndPoint endPoint, long nanos) {
      if (!(connection instanceof HttpConnection http)) {
        return nanos - awaitedSince > headersNanos; // the proxy protocol's line
      }
      Awaited now = Awaited.of(http);
      boolean begun = awaited == Awaited.REQUEST && now == Awaited.HEADERS;
      if (http.getMessagesIn() != requests || (now != awaited && !begun)) {
        awaitedSince = nanos;
        receivedBefore = http.getBytesIn();
      }
      requests = http.getMessagesIn();
      awaited = now;
      long received = http.getBytesIn() - receivedBefore;
      long since = nanos - awaitedSince;
      return switch (now) {
        case NOTHING -> false;
        case BODY -> since > PATIENCE_NANOS && isTooLittle(received, since);
        case HEADERS -> since > headersNanos;
        case REQUEST -> received == 0 ? isInTheWay(http, endPoint, nanos) : since > headersNanos;
      };
    }

    private boolean isInTheWay(HttpConnection http, CountedEndPoint endPoint, long nanos) {
      awaitedSince = nanos;
      boolean is =
          ending
              ? endPoint.getIdleFor() > IDLE_AT_THE_END_MILLIS
              : endPoint.getIdleFor() > IDLE_IN_A_CROWD_MILLIS
                  && (bound.isReached() || bound.isOneTooMany(endPoint));
      inTheWay = is ? http : null;
      return is;
    }

    private boolean isTooSlowATaker(CountedEndPoint endPoint, long now) {
      if (!endPoint.getWriteFlusher().isPending()) {
        sendingSince = NEVER;
        return false;
      }
      if (sendingSince == NEVER) {
        sendingSince = now;
        sentBefore = endPoint.sentBytes();
      }
      // The kernel says that there is room only when a third of its buffer is free: what a client
      // takes shows late, and Jetty's own timeout is for those of whom nothing shows.
      long patience =
          Math.max(PATIENCE_NANOS, TimeUnit.MILLISECONDS.toNanos(endPoint.getIdleTimeout()));
      return now - sendingSince > patience
          && isTooLittle(endPoint.sentBytes() - sentBefore, now - sendingSince);
    }

    private boolean isTooLittle(long bytes, long nanos) {
      return bytes < bytesPerSecond * nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }
  }
}
