package io.ringcache.http;

import io.ringcache.http.PercentDecoder.BadEscapeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a query strictly: what is misspelt is refused, neither ignored nor guessed. */
public final class QueryParameters {

  private QueryParameters() {}

  /**
   * The parameters of a query, decoded; {@code +} is a plus, as everywhere in a URL.
   *
   * @param query as it came, null for none
   * @param allowed the names that the call knows
   * @throws ApiException {@code INVALID_PARAMETER} for an unknown or repeated one, and for a bad
   *     escape
   */
  public static Map<String, String> read(@Nullable String query, Set<String> allowed) {
    Map<String, String> parameters = new HashMap<>();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (!allowed.contains(name)) {
        throw invalid("'" + name + "' is no parameter of this call");
      }
      if (parameters.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
        throw invalid("'" + name + "' is given more than once");
      }
    }
    return parameters;
  }

  /**
   * Refuses any parameter.
   *
   * @throws ApiException {@code INVALID_PARAMETER}
   */
  public static void allowNone(@Nullable String query) {
    read(query, Set.of());
  }

  private static String decode(String raw) {
    try {
      return PercentDecoder.decode(raw);
    } catch (BadEscapeException e) {
      throw new ApiException(ErrorCode.INVALID_PARAMETER, e.getMessage());
    }
  }

  private static ApiException invalid(String detail) {
    return new ApiException(ErrorCode.INVALID_PARAMETER, detail);
  }
}
