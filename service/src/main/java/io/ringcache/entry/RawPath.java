package io.ringcache.entry;

import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.PercentDecoder;
import io.ringcache.http.PercentDecoder.BadEscapeException;

/**
 * The path of a call, split as it came:
 *
 * <pre>
 *   /api/v1/cache/{namespace}
 *   /api/v1/cache/{namespace}/{key}
 *   /api/v1/namespaces/{namespace}/keys
 *   /api/v1/namespaces/{namespace}/keys/{key}
 * </pre>
 *
 * Every way into the service takes namespace and key from here and never from its framework, whose
 * decoding would cut a {@code ;} off or repair bad UTF-8.
 */
final class RawPath {

  private static final String CACHE = "/api/v1/cache/";
  private static final String NAMESPACES = "/api/v1/namespaces/";

  /** Still encoded, as is the key. */
  private final String namespace;

  /** Whatever comes last, where there is no key. */
  private final String key;

  private RawPath(String namespace, String key) {
    this.namespace = namespace;
    this.key = key;
  }

  /**
   * The path of a call on a whole namespace.
   *
   * @param requestUri the path of the request line, as it came
   * @throws ApiException {@code NOT_FOUND} for any other path
   */
  static RawPath ofNamespace(String requestUri) {
    return of(requestUri, CACHE, 1);
  }

  /**
   * The path of a call on a key.
   *
   * @param requestUri the path of the request line, as it came
   * @throws ApiException {@code NOT_FOUND} for any other path; one with an empty key is none
   */
  static RawPath ofKey(String requestUri) {
    if (!isOfKey(requestUri)) {
      throw new ApiException(ErrorCode.NOT_FOUND);
    }
    int slash = requestUri.indexOf('/', CACHE.length());
    return new RawPath(
        requestUri.substring(CACHE.length(), slash), requestUri.substring(slash + 1));
  }

  /**
   * The path of a namespace's listing.
   *
   * @param requestUri as Jersey has matched it up to {@code keys}
   * @throws ApiException {@code NOT_FOUND} for any other path
   */
  static RawPath ofListing(String requestUri) {
    return of(requestUri, NAMESPACES, 2);
  }

  /**
   * The path of a key's inspection.
   *
   * @param requestUri as Jersey has matched it up to {@code keys}
   * @throws ApiException {@code NOT_FOUND} for any other path
   */
  static RawPath ofInspection(String requestUri) {
    return of(requestUri, NAMESPACES, 3);
  }

  /** Whether that is the path of a call on a key, as {@link #ofKey} takes it. */
  static boolean isOfKey(String requestUri) {
    int slash = requestUri.startsWith(CACHE) ? requestUri.indexOf('/', CACHE.length()) : -1;
    return slash >= 0 && requestUri.indexOf('/', slash + 1) < 0;
  }

  private static RawPath of(String requestUri, String prefix, int segments) {
    if (requestUri.startsWith(prefix)) {
      String[] found = requestUri.substring(prefix.length()).split("/", segments + 1);
      if (found.length == segments) {
        return new RawPath(found[0], found[segments - 1]);
      }
    }
    throw new ApiException(ErrorCode.NOT_FOUND);
  }

  /**
   * The namespace's name, decoded, not yet looked at.
   *
   * @throws ApiException {@code INVALID_NAMESPACE} if it can not be decoded
   */
  String namespace() {
    return decoded(namespace, ErrorCode.INVALID_NAMESPACE);
  }

  /**
   * The key's name, decoded, not yet looked at: may be empty.
   *
   * @throws ApiException {@code INVALID_KEY} if it can not be decoded
   */
  String key() {
    return decoded(key, ErrorCode.INVALID_KEY);
  }

  private static String decoded(String segment, ErrorCode otherwise) {
    try {
      return PercentDecoder.decode(segment);
    } catch (BadEscapeException e) {
      throw new ApiException(otherwise, e.getMessage());
    }
  }
}
