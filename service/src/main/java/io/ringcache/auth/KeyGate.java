package io.ringcache.auth;

import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.net.InetAddress;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Lets in whoever has a key, with one SHA-256 and one look into a map. */
final class KeyGate implements Gate {

  private final @Nullable SecretDigest adminKey;
  private final Authenticator keys;
  private final TrustedProxies proxies;
  private final WrongKeys wrongKeys;

  /**
   * A gate.
   *
   * @param adminKey that of the configuration, good whatever the database does; null for none
   */
  KeyGate(
      @Nullable SecretDigest adminKey,
      Authenticator keys,
      TrustedProxies proxies,
      WrongKeys wrongKeys) {
    this.adminKey = adminKey;
    this.keys = keys;
    this.proxies = proxies;
    this.wrongKeys = wrongKeys;
  }

  @Override
  public Caller admit(Request request) {
    @Nullable SecretDigest digest = BearerToken.of(request);
    if (digest == null) {
      throw new ApiException(
          ErrorCode.UNAUTHENTICATED, "an API key is expected: Authorization: Bearer rk_…");
    }
    if (adminKey != null && digest.equals(adminKey)) {
      return Caller.ADMIN;
    }
    Optional<Caller> caller = keys.authenticate(digest);
    if (caller.isEmpty()) {
      throw refusal(request);
    }
    return caller.get();
  }

  /** Whoever has a good key never comes here, however many wrong ones came from its address. */
  private ApiException refusal(Request request) {
    @Nullable InetAddress client = proxies.clientOf(request);
    long seconds = client == null ? 0 : wrongKeys.count(ClientNetwork.of(client));
    return seconds > 0
        ? ApiException.rateLimited("too many wrong API keys from this address", seconds)
        : new ApiException(
            ErrorCode.UNAUTHENTICATED, "the API key is not known, or no longer good");
  }
}
