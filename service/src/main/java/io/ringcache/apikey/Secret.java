package io.ringcache.apikey;

import io.ringcache.auth.SecretDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret of a key: {@code rk_} and 256 random bits. Shown once, to whoever asked for the key;
 * what prints it by mistake prints nothing of it.
 */
final class Secret {

  private static final String PREFIX = "rk_";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** A new one, that nobody can guess. */
  static Secret make() {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  SecretDigest digest() {
    return SecretDigest.of(text);
  }

  /** For the one answer that has it. */
  String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
