package io.ringcache.auth;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.benmanes.caffeine.cache.Ticker;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code auth:} section of the configuration: who is let in. */
public final class AuthConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(AuthConfiguration.class);
  private static final int MIN_ADMIN_KEY = 32;

  /** Never guessed: an environment variable that is set to nothing must not open the service. */
  @NotNull private final AuthMode mode;

  private final String adminKey;
  private final TrustedProxies trustedProxies;

  @NotNull @MinDuration(value = 1, unit = TimeUnit.SECONDS)
  @MaxDuration(value = 7, unit = TimeUnit.DAYS)
  private final Duration keepKeysFor;

  /** The default: everybody. */
  public AuthConfiguration() {
    this(AuthMode.NONE, null, null, null);
  }

  @JsonCreator
  AuthConfiguration(
      @JsonProperty(value = "mode", required = true) AuthMode mode,
      @JsonProperty("adminKey") @Nullable String adminKey,
      @JsonProperty("trustedProxies")
          @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Nullable List<String> trustedProxies,
      @JsonProperty("keepKeysFor") @Nullable Duration keepKeysFor) {
    this.mode = mode;
    this.adminKey = adminKey != null ? adminKey : "";
    this.trustedProxies = TrustedProxies.parse(trustedProxies != null ? trustedProxies : List.of());
    this.keepKeysFor = keepKeysFor != null ? keepKeysFor : Duration.hours(1);
  }

  /** Whether nobody needs a key. */
  @JsonIgnore
  public boolean letsEverybodyIn() {
    return mode == AuthMode.NONE;
  }

  /** How long keys that are known stay good while the database is lost. */
  @JsonIgnore
  public java.time.Duration keepKeysFor() {
    return keepKeysFor.toJavaDuration();
  }

  /** What stands in front of everything and knows the callers by those keys. */
  public AuthHandler handler(Authenticator keys) {
    if (letsEverybodyIn()) {
      return new AuthHandler(Gate.OPEN);
    }
    if (adminKey.isEmpty()) {
      LOG.info("There is no auth.adminKey: only the API keys that the database has are good");
    }
    return new AuthHandler(
        new KeyGate(
            adminKey.isEmpty() ? null : SecretDigest.of(adminKey),
            keys,
            trustedProxies,
            new WrongKeys(Ticker.systemTicker())));
  }

  /** The message must not show it. */
  @JsonIgnore
  @ValidationMethod(
      message =
          "auth.adminKey (RINGCACHE_ADMIN_KEY) is empty, or has 32 characters or more of ASCII without"
              + " spaces; `openssl rand -hex 32` makes one")
  public boolean isAdminKeyGood() {
    return adminKey.isEmpty()
        || (adminKey.length() >= MIN_ADMIN_KEY
            && adminKey.chars().allMatch(c -> c > ' ' && c < 0x7f));
  }
}
