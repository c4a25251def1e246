package io.ringcache.auth;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

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
}
