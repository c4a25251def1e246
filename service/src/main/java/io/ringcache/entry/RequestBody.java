package io.ringcache.entry;

import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Opens what a request carries: JSON, plain or in gzip, not more of it than is allowed. */
final class RequestBody {

  private static final Pattern JSON =
      Pattern.compile(
          "application/json(?:\\s*;\\s*charset\\s*=\\s*(?:utf-8|\"utf-8\"))?\\s*;?",
          Pattern.CASE_INSENSITIVE);

  private static final int INFLATER_BUFFER = 4096;

  private RequestBody() {}

  /**
   * The body's bytes, inflated; to be closed, which leaves {@code raw} open. Reading past {@code
   * maxBytes}, before or after inflation, is an {@code ApiException} of {@code REQUEST_TOO_LARGE}.
   *
   * @param contentType the header, null for none: then it is JSON
   * @param contentEncoding the header, null for none
   * @throws ApiException {@code UNSUPPORTED_MEDIA_TYPE} if it is anything but JSON in UTF-8
   */
  static InputStream open(
      InputStream raw,
      @Nullable String contentType,
      @Nullable String contentEncoding,
      int maxBytes) {
    if (contentType != null && !JSON.matcher(contentType.strip()).matches()) {
      throw unsupported("a body is application/json in UTF-8");
    }
    InputStream bounded = new BoundedInputStream(new Unclosed(raw), maxBytes);
    String coding = contentEncoding == null ? "" : contentEncoding.strip();
    return switch (coding.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> bounded;
      // What is small may inflate without end, and what inflates to nothing may be without end.
      case "gzip", "x-gzip" -> new BoundedInputStream(inflate(bounded), maxBytes);
      default -> throw unsupported("the Content-Encoding is gzip, or none");
    };
  }

  private static InputStream inflate(InputStream compressed) {
    try {
      return new GZIPInputStream(compressed, INFLATER_BUFFER);
    } catch (IOException e) {
      throw new ApiException(ErrorCode.MALFORMED_JSON, "the body is not gzip, as it says");
    }
  }

  /** The server's stream: what is left in it is for the server to deal with. */
  private static final class Unclosed extends FilterInputStream {

    Unclosed(InputStream raw) {
      super(raw);
    }

    @Override
    public void close() {}
  }

  private static ApiException unsupported(String detail) {
    return new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, detail);
  }
}
