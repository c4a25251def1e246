package io.ringcache.entry;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Knows the requests for one key that have nothing about them that Jersey would have to look at.
 * Thread-safe, does not block. It errs on one side only: a request that is taken for odd is served
 * by Jersey.
 */
final class PlainRequest {

  /** The largest body of a plain write: what takes no time worth mentioning to check. */
  static final int MAX_BODY_BYTES = 16 << 10;

  private static final String JSON = "application/json";

  private PlainRequest() {}

  /** Whether it is a GET of a key, with {@code If-None-Match} or without. */
  static boolean isRead(Request request) {
    return HttpMethod.GET.is(request.getMethod())
        && request.getLength() <= 0
        && isOfKey(request)
        && hasPlainHeaders(request.getHeaders(), true);
  }

  /** Whether it is an unconditional PUT of a key, with a small body of plain JSON. */
  static boolean isWrite(Request request) {
    return HttpMethod.PUT.is(request.getMethod())
        && request.getLength() > 0
        && request.getLength() <= MAX_BODY_BYTES
        && isOfKey(request)
        && hasPlainHeaders(request.getHeaders(), false);
  }

  private static boolean isOfKey(Request request) {
    @Nullable String path = request.getHttpURI().getPath();
    return path != null
        && RawPath.isOfKey(path)
        && request.getHttpURI().getQuery() == null
        && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1;
  }

  /** One look at each: lookups by name would each go through all of them. */
  private static boolean hasPlainHeaders(HttpFields headers, boolean read) {
    boolean accept = false;
    boolean contentType = false;
    for (HttpField field : headers) {
      @Nullable HttpHeader header = field.getHeader();
      if (header == null) {
        continue;
      }
      switch (header) {
        case TRANSFER_ENCODING, CONTENT_ENCODING, EXPECT, UPGRADE, IF_MATCH -> {
          return false;
        }
        case IF_NONE_MATCH -> {
          if (!read) {
            return false;
          }
        }
        case ACCEPT -> {
          if (accept || !(field.getValue().equals("*/*") || field.getValue().equals(JSON))) {
            return false;
          }
          accept = true;
        }
        case CONTENT_TYPE -> {
          if (contentType || !field.getValue().equals(JSON)) {
            return false;
          }
          contentType = true;
        }
        default -> {
          // has no bearing on the answer
        }
      }
    }
    return true;
  }
}
