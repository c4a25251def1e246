package io.ringcache.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;

/**
 * How often clients were told each error, whichever side of the server told them: what is refused
 * before a cache call is made shows nowhere else. Thread-safe; counting takes no lock.
 */
public final class ErrorCounts {

  private static final String ATTRIBUTE = ErrorCounts.class.getName();

  private final Map<ErrorCode, LongAdder> counts = new EnumMap<>(ErrorCode.class);

  /** All of them 0. */
  public ErrorCounts() {
    for (ErrorCode code : ErrorCode.values()) {
      counts.put(code, new LongAdder());
    }
  }

  /** Has handlers find it. */
  void attachTo(Server server) {
    server.setAttribute(ATTRIBUTE, this);
  }

  /** Counts an error that a handler answers, where the server has somebody who counts. */
  public static void count(Request request, ErrorCode code) {
    if (request.getConnectionMetaData().getConnector().getServer().getAttribute(ATTRIBUTE)
        instanceof ErrorCounts counts) {
      counts.add(code);
    }
  }

  void add(ErrorCode code) {
    Objects.requireNonNull(counts.get(code)).increment();
  }

  /** How often that one was told. */
  public long of(ErrorCode code) {
    return Objects.requireNonNull(counts.get(code)).sum();
  }
}
