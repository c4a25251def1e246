package io.ringcache.entry;

import io.ringcache.http.ErrorBody;
import io.ringcache.http.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a cache call, for whichever server sends it: a status, a body and the headers that
 * are the call's own. Immutable but for the bytes, which nobody writes to.
 *
 * @param headers by name, those of the body not among them
 * @param error what it says went wrong; null for a success
 */
record Answer(int status, Body content, Map<String, String> headers, @Nullable ErrorCode error) {

  static final String HIT = "X-Cache-Hit";
  static final String TTL = "X-Cache-TTL";

  Answer {
    headers = Map.copyOf(headers);
  }

  /** A success. */
  static Answer of(int status, byte[] body) {
    return of(status, Body.of(body), Map.of());
  }

  /** A success with headers. */
  static Answer of(int status, Body content, Map<String, String> headers) {
    return new Answer(status, content, headers, null);
  }

  /** An error, with the headers that its code asks for. */
  static Answer of(ErrorBody error, String requestId) {
    @Nullable String retryAfter = ErrorBody.retryAfter(error.code());
    return new Answer(
        error.code().status(),
        Body.of(error.render(requestId)),
        retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter),
        error.code());
  }

  /** The same with one more header. */
  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, content, more, error);
  }

  /** The body in one piece; empty for none. */
  byte[] body() {
    return content.toBytes();
  }
}
