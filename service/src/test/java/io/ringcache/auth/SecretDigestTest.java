package io.ringcache.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDigestTest {

  /** <a href="https://www.di-mgt.com.au/sha_testvectors.html">Of the standard's examples.</a> */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void itIsTheSha256() {
    assertThat(SecretDigest.of("abc").hex()).isEqualTo(OF_ABC);
    assertThat(SecretDigest.ofHex(OF_ABC))
        .isEqualTo(SecretDigest.of("abc"))
        .hasSameHashCodeAs(SecretDigest.of("abc"))
        .isNotEqualTo(SecretDigest.of("abd"));
  }

  /** By its UTF-8, however long it is, and also as a part of something. */
  @ParameterizedTest
  @ValueSource(strings = {"rk_x", "sch\u00fcssel", "\u9375 \ud83d\udd11", "127", "128", "129"})
  void aSecretIsOfAnyForm(String secret) throws NoSuchAlgorithmException {
    String whole = secret.matches("[0-9]+") ? "k".repeat(Integer.parseInt(secret)) : secret;
    byte[] sha256 =
        MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));

    assertThat(SecretDigest.of(whole).hex()).isEqualTo(HexFormat.of().formatHex(sha256));
    assertThat(SecretDigest.of("a " + whole + "b", 2, 2 + whole.length()))
        .isEqualTo(SecretDigest.of(whole));
  }

  @Test
  void whatIsNoneIsRefused() {
    assertThatThrownBy(() -> SecretDigest.ofHex("ba78"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SecretDigest.ofHex("x".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
