package io.ringcache.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is sent to any base URL.
 *
 * @param path after the base URL, percent-encoded
 * @param repeatable whether it may be sent again where it is not known what became of it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Call(
    String method,
    String path,
    byte @Nullable [] body,
    Map<String, String> headers,
    boolean repeatable) {

  static Call of(String method, String path, byte @Nullable [] body) {
    return new Call(method, path, body, Map.of(), true);
  }

  /** One whose second answer would speak of what the first has done. */
  Call once() {
    return new Call(method, path, body, headers, false);
  }

  Call under(Condition condition) {
    return new Call(method, path, body, Map.of(condition.header(), condition.value()), false);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
