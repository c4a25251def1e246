package io.ringcache.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one shape of every error that a client sees. Immutable.
 *
 * <pre>
 * {"error": "Key not found", "code": "key_not_found", "detail": "…"?, …, "request_id": "…"}
 * </pre>
 */
public final class ErrorBody {

  /** Seconds, as {@code Retry-After} gives them. */
  private static final String SOON = "1";

  /** What a 401 asks for, in {@code WWW-Authenticate}. */
  static final String CHALLENGE = "Bearer";

  private final ErrorCode code;
  private final String fields;

  private ErrorBody(ErrorCode code, String fields) {
    this.code = code;
    this.fields = fields;
  }

  /** An error that its code says all about. */
  public static ErrorBody of(ErrorCode code) {
    return of(code, null);
  }

  /**
   * An error with a {@code detail}.
   *
   * @param detail may hold anything, also what a client sent; null for none
   */
  public static ErrorBody of(ErrorCode code, @Nullable String detail) {
    StringBuilder json = new StringBuilder(160);
    json.append("{\"error\":");
    appendString(json, code.error());
    json.append(",\"code\":");
    appendString(json, code.code());
    if (detail != null) {
      json.append(",\"detail\":");
      appendString(json, detail);
    }
    return new ErrorBody(code, json.toString());
  }

  /** This error with what was done nevertheless: {@code "deleted_count": 3}. */
  public ErrorBody with(String name, long value) {
    return new ErrorBody(code, fields + ",\"" + name + "\":" + value);
  }

  /** This error with what it concerns: {@code "failed_nodes": ["…"]}. */
  public ErrorBody with(String name, List<String> values) {
    StringBuilder json = new StringBuilder(fields);
    json.append(",\"").append(name).append("\":[");
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      appendString(json, values.get(i));
    }
    return new ErrorBody(code, json.append(']').toString());
  }

  public ErrorCode code() {
    return code;
  }

  /** The body's bytes, in UTF-8. */
  public byte[] render(String requestId) {
    StringBuilder json = new StringBuilder(fields);
    json.append(",\"request_id\":");
    appendString(json, requestId);
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The value of {@code Retry-After} in seconds; null where the code goes without one. */
  public static @Nullable String retryAfter(ErrorCode code) {
    return switch (code) {
      case RATE_LIMITED, BACKEND_UNAVAILABLE, OVERLOADED -> SOON;
      default -> null;
    };
  }

  /** Half a surrogate pair becomes a question mark in {@code getBytes}, so this can not fail. */
  private static void appendString(StringBuilder json, String text) {
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    json.append('"');
  }
}
