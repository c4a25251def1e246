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

  private static final String ATTRIBUTE = RequestId.class.getName();
  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private RequestId() {}

  /** The id of a request, the same at every call. */
  public static String of(Request request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    @Nullable String sent = request.getHeaders().get(HEADER);
    String id = sent != null && WELL_FORMED.matcher(sent).matches() ? sent : make();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  /** The id of a request that came through the {@link FrontHandler}. */
  public static String of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String known ? known : make();
  }

  /** Unique enough to find a line in a log; nobody has to be unable to guess it. */
  private static String make() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
