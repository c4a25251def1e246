package io.ringcache.auth;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether callers must show who they are. */
enum AuthMode {
  /** Everybody may do everything. */
  @JsonProperty("none")
  NONE,

  /** Every call but the health needs a key. */
  @JsonProperty("api-key")
  API_KEY
}
