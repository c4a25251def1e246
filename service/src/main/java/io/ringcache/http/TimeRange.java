package io.ringcache.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a log a call asks for. Immutable.
 *
 * @param since included
 * @param until not included
 * @param limit how many at most
 */
public record TimeRange(Instant since, Instant until, int limit) {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}|1000");
  private static final int DEFAULT_LIMIT = 100;

  /**
   * Reads {@code since}, {@code until} and {@code limit}, each of which may be absent.
   *
   * @param parameters as {@link QueryParameters} gives them
   * @throws ApiException {@code INVALID_PARAMETER}
   */
  public static TimeRange of(Map<String, String> parameters) {
    return new TimeRange(
        time("since", parameters.get("since"), EARLIEST),
        time("until", parameters.get("until"), LATEST),
        limit(parameters.get("limit")));
  }

  /** A time outside of these years is a mistake, and one that databases differ in. */
  private static Instant time(String name, @Nullable String time, Instant absent) {
    if (time == null) {
      return absent;
    }
    try {
      Instant instant = OffsetDateTime.parse(time).toInstant();
      if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
        return instant;
      }
    } catch (DateTimeException e) {
      // is told below
    }
    throw invalid(name + " is a time as in 2024-01-01T00:00:00Z or 2024-01-01T02:00:00+02:00");
  }

  private static int limit(@Nullable String limit) {
    if (limit == null) {
      return DEFAULT_LIMIT;
    }
    if (!LIMIT.matcher(limit).matches()) {
      throw invalid("limit is a whole number from 1 to 1000");
    }
    return Integer.parseInt(limit);
  }

  private static ApiException invalid(String detail) {
    return new ApiException(ErrorCode.INVALID_PARAMETER, detail);
  }
}
