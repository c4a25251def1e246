package io.ringcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer rk_x", "bearer rk_x", "BEARER rk_x", "Bearer   rk_x", "Bearer rk_x "})
  void theSchemeIsOfAnyCase(String header) {
    assertThat(BearerToken.in(header)).isEqualTo(SecretDigest.of("rk_x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "Bearer    ", "rk_x", "Basic rk_x", "Bearerrk_x"})
  void anythingElseIsNoKey(String header) {
    assertThat(BearerToken.in(header)).isNull();
  }
}
