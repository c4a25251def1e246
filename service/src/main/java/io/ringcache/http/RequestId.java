package io.ringcache.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What tells one request from the others, in its answer, its error body and the log: the client's
 * {@code X-Request-Id} where that is well formed, else one made here.
 */
public final class RequestId {

  public static final String HEADER = "X-Request-Id";

  /** Under which a {@link FrontRequest} has it. */
  static final String ATTRIBUTE = RequestId.class.getName();

  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  /** So that two processes make different ones. */
  private static final long SEED = ThreadLocalRandom.current().nextLong();

  private RequestId() {}

  /** The id of a request, the same at every call and of whatever is wrapped around it. */
  public static String of(Request request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    @Nullable String sent = request.getHeaders().get(HEADER);
    return sent != null && WELL_FORMED.matcher(sent).matches() ? sent : make(request);
  }

  /** The id of a request that came through the {@link FrontHandler}. */
  public static String of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    throw new IllegalStateException("the request has passed no FrontHandler");
  }

  /**
   * Made of what tells the request from others, so that nobody has to keep it for the error
   * handler, which gets to see a request without any of our wrappers. Unique enough to find a line
   * in a log; nobody has to be unable to guess it.
   */
  private static String make(Request request) {
    long connection = request.getConnectionMetaData().getConnection().hashCode();
    long which = connection << Integer.SIZE ^ request.getId().hashCode();
    return HexFormat.of().toHexDigits(mixed(mixed(SEED + request.getBeginNanoTime()) ^ which));
  }

  /**
   * One to one, each bit of the result depending on all of the number's: the finalizer of <a
   * href="https://doi.org/10.1145/2660193.2660195">SplitMix64</a>.
   */
  private static long mixed(long number) {
    long some = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
    long more = (some ^ some >>> 27) * 0x94d049bb133111ebL;
    return more ^ more >>> 31;
  }
}
