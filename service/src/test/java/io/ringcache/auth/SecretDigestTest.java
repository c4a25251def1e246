package io.ringcache.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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

  @Test
  void whatIsNoneIsRefused() {
    assertThatThrownBy(() -> SecretDigest.ofHex("ba78"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SecretDigest.ofHex("x".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
