package io.ringcache.entry;

import io.ringcache.http.ErrorBody;
import io.ringcache.http.ErrorCode;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a cache call, for whichever server sends it: a status, a body and the headers that
 * are the call's own. Immutable but for the bytes, which nobody writes to.
 *
 * @param headers of different names, those of the body not among them
 * @param error what it says went wrong; null for a success
 */
record Answer(int status, Body content, List<HttpField> headers, @Nullable ErrorCode error) {

  static final HttpField HIT = new PreEncodedHttpField("X-Cache-Hit", "true");
  static final HttpField MISS = new PreEncodedHttpField("X-Cache-Hit", "false");

  Answer {
    headers = List.copyOf(headers);
  }

  /** A success. */
  static Answer of(int status, byte[] body) {
    return of(status, Body.of(body), List.of());
  }

  /** A success with headers. */
  static Answer of(int status, Body content, List<HttpField> headers) {
    return new Answer(status, content, headers, null);
  }

  /** An error, with the headers that its code asks for. */
  static Answer of(ErrorBody error, String requestId) {
    @Nullable String retryAfter = ErrorBody.retryAfter(error.code());
    return new Answer(
        error.code().status(),
        Body.of(error.render(requestId)),
        retryAfter == null ? List.of() : List.of(new HttpField(HttpHeader.RETRY_AFTER, retryAfter)),
        error.code());
  }

  /** The same with one more header. */
  Answer with(HttpField header) {
    List<HttpField> more = Stream.concat(headers.stream(), Stream.of(header)).toList();
    return new Answer(status, content, more, error);
  }

  /** The body in one piece; empty for none. */
  byte[] body() {
    return content.toBytes();
  }
}
