package io.ringcache.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationValidationException;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthConfigurationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{mode: none}",
        "{mode: api-key, adminKey: ''}",
        "{mode: api-key, adminKey: 01234567890123456789012345678901}",
        "{mode: none, trustedProxies: ''}",
        "{mode: none, trustedProxies: [10.0.0.0/8, '::1', '2001:db8::/32']}",
        "{mode: none, trustedProxies: '127.0.0.1, 10.1.2.3'}",
        "{mode: none, keepKeysFor: 7d}",
      })
  void whatMakesSenseIsTaken(String yaml) throws Exception {
    assertThat(read(yaml).handler(key -> java.util.Optional.empty())).isNotNull();
  }

  @Test
  void keysAreKeptForAnHourUnlessToldOtherwise() throws Exception {
    assertThat(read("{mode: api-key}").keepKeysFor()).isEqualTo(Duration.ofHours(1));
    assertThat(read("{mode: api-key, keepKeysFor: 5m}").keepKeysFor())
        .isEqualTo(Duration.ofMinutes(5));
  }

  /** As one that is set to nothing makes it in a file with {@code mode: ${RINGCACHE_AUTH}}. */
  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{mode: }", "{mode: ''}", "{mode: basic}", "{adminKey: '', mode: off}"})
  void anUnclearModeOpensNothing(String yaml) {
    assertThatThrownBy(() -> read(yaml)).isInstanceOf(ConfigurationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789012345678901234567890",
        "with a space 0123456789012345678901234567890",
        "umlaut-ü-0123456789012345678901234567890"
      })
  void aBadAdminKeyIsRefusedAndNotShown(String key) {
    assertThatThrownBy(() -> read("{mode: api-key, adminKey: '" + key + "'}"))
        .isInstanceOf(ConfigurationValidationException.class)
        .hasMessageContaining("adminKey (RINGCACHE_ADMIN_KEY)")
        .hasMessageContaining("32 characters")
        .message()
        .doesNotContain(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "10.0.0",
        "10.0.0.0/33",
        "10.0.0.1/8",
        "10.0.0.0/",
        "10.0.0.0/x",
        "10.0.0.256",
        "10-11.0.0.1",
        "10.0.0.1-10.0.0.9",
        "::g",
        "2001:db8::/129",
        ":",
        "a:b"
      })
  void aBadProxyIsNamed(String proxy) {
    assertThatThrownBy(() -> read("{mode: none, trustedProxies: ['" + proxy + "']}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("auth.trustedProxies: '" + proxy + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "8d", "999ms"})
  void keysAreNeverKeptForTooLongOrNotAtAll(String duration) {
    assertThatThrownBy(() -> read("{mode: none, keepKeysFor: " + duration + "}"))
        .isInstanceOf(ConfigurationValidationException.class);
  }

  private static AuthConfiguration read(String yaml) throws Exception {
    return new YamlConfigurationFactory<>(
            AuthConfiguration.class, Validators.newValidator(), Jackson.newObjectMapper(), "none")
        .build(path -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test.yml");
  }
}
