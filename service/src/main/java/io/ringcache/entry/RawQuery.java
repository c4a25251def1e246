package io.ringcache.entry;

import io.ringcache.entry.PercentDecoder.BadEscapeException;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The query of a cache call, taken as it came like {@link RawPath}. A call knows one parameter at
 * most. Unknown and repeated ones are refused: a misspelled {@code ?patern=} must not flush a whole
 * namespace.
 */
final class RawQuery {

  private RawQuery() {}

  /**
   * Refuses every parameter.
   *
   * @param query as it came, null for none
   * @throws ApiException {@code INVALID_PARAMETER} if there is one
   */
  static void none(@Nullable String query) {
    find(query, null, ErrorCode.INVALID_PARAMETER);
  }

  /**
   * The value of the one parameter that the call knows, decoded; null if it is absent, empty if it
   * has no value.
   *
   * @param query as it came, null for none
   * @param badValue what a value is refused with that can not be decoded
   * @throws ApiException {@code INVALID_PARAMETER} if there is another, or the same again
   */
  static @Nullable String only(String name, @Nullable String query, ErrorCode badValue) {
    return find(query, name, badValue);
  }

  private static @Nullable String find(
      @Nullable String query, @Nullable String known, ErrorCode badValue) {
    @Nullable String value = null;
    if (query == null) {
      return null;
    }
    for (String parameter : query.split("&", -1)) {
      if (parameter.isEmpty()) {
        continue;
      }
      int equals = parameter.indexOf('=');
      String rawName = equals < 0 ? parameter : parameter.substring(0, equals);
      if (!decode(rawName, ErrorCode.INVALID_PARAMETER).equals(known)) {
        throw invalid(
            known == null
                ? "this call has no query parameters"
                : "the only query parameter of this call is " + known);
      }
      if (value != null) {
        throw invalid("the query parameter " + known + " is given more than once");
      }
      value = equals < 0 ? "" : decode(parameter.substring(equals + 1), badValue);
    }
    return value;
  }

  private static String decode(String raw, ErrorCode otherwise) {
    try {
      return PercentDecoder.decode(raw);
    } catch (BadEscapeException e) {
      throw new ApiException(otherwise, e.getMessage());
    }
  }

  private static ApiException invalid(String detail) {
    return new ApiException(ErrorCode.INVALID_PARAMETER, detail);
  }
}
