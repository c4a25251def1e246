package io.ringcache.auth;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an API key is for; none contains another. */
public enum Role {
  /** GET, HEAD, mget, stats, listing and inspection. */
  READ,
  /** Every other cache call. */
  WRITE,
  /** Namespaces, API keys, the access and the audit log. */
  ADMIN;

  /** As the API spells it. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role that the API spells so; empty for none. */
  public static Optional<Role> ofCode(String code) {
    return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
  }
}
