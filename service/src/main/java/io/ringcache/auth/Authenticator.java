package io.ringcache.auth;

import java.util.Optional;

/** Knows the callers by their secrets. Thread-safe, never blocks: every request passes it. */
public interface Authenticator {

  /**
   * Who the secret belongs to.
   *
   * @param secret what came after {@code Bearer }, of any form
   * @return empty if it is nobody's, or no longer
   * @throws io.ringcache.http.ApiException {@code BACKEND_UNAVAILABLE} if that can not be told for
   *     too long already
   */
  Optional<Caller> authenticate(String secret);
}
