package io.ringcache.http;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What one request on its way to Jersey holds of the {@link BufferedBytes}, until its answer has
 * gone out. Thread-safe, never blocks.
 */
public final class Holding {

  /** Of a request that is not counted here, and may hold anything. */
  public static final Holding UNCOUNTED = new Holding(null);

  private static final String ATTRIBUTE = Holding.class.getName();

  private final @Nullable BufferedBytes all;
  private long bytes;
  private boolean ended;

  private Holding(@Nullable BufferedBytes all) {
    this.all = all;
  }

  /** Makes the request's, which {@link #of} finds again. */
  static Holding begin(Request request, BufferedBytes all) {
    Holding holding = new Holding(all);
    request.setAttribute(ATTRIBUTE, holding);
    return holding;
  }

  /** The one of a request. */
  public static Holding of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Holding holding ? holding : UNCOUNTED;
  }

  /** Whether there was room for that much more of an answer. */
  public boolean take(long more) {
    return all == null || took(all.take(more), more);
  }

  /** Whether there was room for that much more of what the client sends. */
  boolean takeForBody(long more) {
    return all == null || took(all.takeForBody(more), more);
  }

  /** A request that has ended holds nothing: whoever comes late for it is not counted. */
  private synchronized boolean took(boolean room, long more) {
    if (room && ended && all != null) {
      all.release(more);
    } else if (room) {
      bytes += more;
    }
    return room;
  }

  /** The request has been answered, or given up. */
  synchronized void end() {
    if (all != null && !ended) {
      ended = true;
      all.release(bytes);
    }
  }
}
