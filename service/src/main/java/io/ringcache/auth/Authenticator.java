package io.ringcache.auth;

import java.util.Optional;

/** Knows the callers by their secrets. Thread-safe, never blocks: every request passes it. */
@FunctionalInterface
public interface Authenticator {

  /**
   * Who the secret of that digest belongs to.
   *
   * @return empty if it is nobody's, or no longer
   * @throws io.ringcache.http.ApiException {@code BACKEND_UNAVAILABLE} if that can not be told, for
   *     want of a database, or for too long already
   */
  Optional<Caller> authenticate(SecretDigest secret);
}
