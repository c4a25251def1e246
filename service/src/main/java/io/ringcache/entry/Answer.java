package io.ringcache.entry;

import io.ringcache.http.ErrorBody;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a cache call, for whichever server sends it: a status, a body and the headers that
 * are the call's own. Immutable but for the bytes, which nobody writes to.
 *
 * @param body JSON; empty for none
 * @param headers by name, those of the body not among them
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Answer(int status, byte[] body, Map<String, String> headers) {

  /** What an answer without a body has. */
  static final byte[] NO_BODY = new byte[0];

  static final String HIT = "X-Cache-Hit";
  static final String TTL = "X-Cache-TTL";

  Answer {
    headers = Map.copyOf(headers);
  }

  /** A success. */
  static Answer of(int status, byte[] body) {
    return new Answer(status, body, Map.of());
  }

  /** An error, with the headers that its code asks for. */
  static Answer of(ErrorBody error, String requestId) {
    @Nullable String retryAfter = ErrorBody.retryAfter(error.code());
    return new Answer(
        error.code().status(),
        error.render(requestId),
        retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter));
  }

  /** The same with one more header. */
  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, body, more);
  }
}
