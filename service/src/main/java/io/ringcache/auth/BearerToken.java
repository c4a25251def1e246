package io.ringcache.auth;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The secret that a request carries, as <a
 * href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750</a> has it: {@code
 * Authorization: Bearer SECRET}, the scheme in any case.
 */
final class BearerToken {

  private static final String SCHEME = "Bearer ";

  private BearerToken() {}

  /**
   * The digest of the secret, which is of any form; null if there is none, or more than one header
   * that might have it.
   */
  static @Nullable SecretDigest of(Request request) {
    @Nullable String sent = null;
    for (HttpField field : request.getHeaders()) {
      if (field.getHeader() == HttpHeader.AUTHORIZATION) {
        if (sent != null || field.getValue() == null) {
          return null;
        }
        sent = field.getValue();
      }
    }
    return sent == null ? null : in(sent);
  }

  static @Nullable SecretDigest in(String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    int from = SCHEME.length();
    int to = header.length();
    while (from < to && Character.isWhitespace(header.charAt(from))) {
      from++;
    }
    while (from < to && Character.isWhitespace(header.charAt(to - 1))) {
      to--;
    }
    return from == to ? null : SecretDigest.of(header, from, to);
  }
}
