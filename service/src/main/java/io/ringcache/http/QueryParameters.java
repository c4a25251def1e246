package io.ringcache.http;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the query of a request, so that a misspelt parameter is not ignored. */
public final class QueryParameters {

  private QueryParameters() {}

  /**
   * Refuses any parameter.
   *
   * @throws ApiException {@code INVALID_PARAMETER}
   */
  public static void allowNone(UriInfo uri) {
    allowOnly(uri, Set.of());
  }

  /**
   * Refuses a parameter with another name, or given twice.
   *
   * @throws ApiException {@code INVALID_PARAMETER}
   */
  public static void allowOnly(UriInfo uri, Set<String> names) {
    MultivaluedMap<String, String> given = uri.getQueryParameters();
    for (Map.Entry<String, List<String>> parameter : given.entrySet()) {
      if (!names.contains(parameter.getKey())) {
        throw new ApiException(
            ErrorCode.INVALID_PARAMETER, parameter.getKey() + " is no parameter of this call");
      }
      if (parameter.getValue().size() > 1) {
        throw new ApiException(
            ErrorCode.INVALID_PARAMETER, parameter.getKey() + " is given more than once");
      }
    }
  }
}
