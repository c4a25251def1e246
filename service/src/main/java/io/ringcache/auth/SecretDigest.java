package io.ringcache.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a secret: all that is ever kept of one. Immutable, and fit for the key of a map:
 * two are compared in constant time, and where in the map one is looked for tells nothing of the
 * secret that it was made of.
 */
public final class SecretDigest {

  private static final int BYTES = 32;

  /** What a thread makes digests with: every request has one made. */
  private static final ThreadLocal<Maker> MAKER = ThreadLocal.withInitial(Maker::new);

  private final byte[] sha256;

  private SecretDigest(byte[] sha256) {
    this.sha256 = sha256;
  }

  /** The digest of that secret, which may be of any form. */
  public static SecretDigest of(String secret) {
    return of(secret, 0, secret.length());
  }

  /** The digest of the secret that is a part of some text. */
  static SecretDigest of(String text, int from, int to) {
    return new SecretDigest(MAKER.get().digest(text, from, to));
  }

  /**
   * The digest that {@link #hex} spelt so.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SecretDigest ofHex(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a SHA-256 has " + BYTES + " bytes");
    }
    return new SecretDigest(bytes);
  }

  /** In 64 digits, lower case. */
  public String hex() {
    return HexFormat.of().formatHex(sha256);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretDigest digest && MessageDigest.isEqual(sha256, digest.sha256);
  }

  @Override
  public int hashCode() {
    return sha256[0] << 24
        | (sha256[1] & 0xff) << 16
        | (sha256[2] & 0xff) << 8
        | (sha256[3] & 0xff);
  }

  /** Each digest leaves it as new; to look one up for every request costs more than to use it. */
  private static final class Maker {

    /** Of our own keys, and some more. */
    private static final int USUAL_LENGTH = 128;

    private final MessageDigest sha256 = sha256();
    private final byte[] ascii = new byte[USUAL_LENGTH];

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    @SuppressWarnings("deprecation") // of characters that are no ASCII: there are none
    byte[] digest(String text, int from, int to) {
      if (to - from > USUAL_LENGTH || !isAscii(text, from, to)) {
        return sha256.digest(text.substring(from, to).getBytes(StandardCharsets.UTF_8));
      }
      text.getBytes(from, to, ascii, 0);
      sha256.update(ascii, 0, to - from);
      return sha256.digest();
    }

    private static boolean isAscii(String text, int from, int to) {
      for (int i = from; i < to; i++) {
        if (text.charAt(i) >= 0x80) {
          return false;
        }
      }
      return true;
    }
  }
}
