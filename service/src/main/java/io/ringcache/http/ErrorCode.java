package io.ringcache.http;

/**
 * The closed set of errors that a client can see: status, {@code code} and {@code error} of the
 * body, as the API lists them.
 */
public enum ErrorCode {
  BAD_REQUEST(400, "Bad request"),
  INVALID_NAMESPACE(400, "Invalid namespace"),
  INVALID_KEY(400, "Invalid key"),
  INVALID_TTL(400, "Invalid ttl"),
  INVALID_TAGS(400, "Invalid tags"),
  INVALID_PATTERN(400, "Invalid pattern"),
  INVALID_PARAMETER(400, "Invalid parameter"),
  VALUE_REQUIRED(400, "Value required"),
  VALUE_TOO_LARGE(400, "Value too large"),
  TOO_MANY_KEYS(400, "Too many keys"),
  MALFORMED_JSON(400, "Malformed JSON"),
  INVALID_NAMESPACE_CONFIG(400, "Invalid namespace configuration"),
  UNAUTHENTICATED(401, "Authentication required"),
  FORBIDDEN(403, "Forbidden"),
  KEY_NOT_FOUND(404, "Key not found"),
  NAMESPACE_NOT_FOUND(404, "Namespace not found"),
  NOT_FOUND(404, "Not found"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  NOT_ACCEPTABLE(406, "Not acceptable"),
  NOT_AN_INTEGER(409, "Value is not an integer"),
  NAMESPACE_BUSY(409, "Namespace is being deleted"),
  PRECONDITION_FAILED(412, "Precondition failed"),
  REQUEST_TOO_LARGE(413, "Request too large"),
  URI_TOO_LONG(414, "URI too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  RATE_LIMITED(429, "Too many requests"),
  HEADERS_TOO_LARGE(431, "Request headers too large"),
  INTERNAL_ERROR(500, "Internal error"),
  BACKEND_UNAVAILABLE(503, "Cache backend unavailable"),
  OVERLOADED(503, "Service overloaded"),
  BACKEND_TIMEOUT(504, "Cache backend timeout"),
  STORAGE_FULL(507, "Cache storage full");

  private final int status;
  private final String error;

  ErrorCode(int status, String error) {
    this.status = status;
    this.error = error;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The body's {@code error}: for people, fixed. */
  public String error() {
    return error;
  }

  /** The body's {@code code}: for programs. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
