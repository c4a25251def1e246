package io.ringcache.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.ringcache.auth.Role;
import io.ringcache.cache.Glob;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as the API shows it.
 *
 * @param key the secret, only where the key was just made; null, and then not shown, elsewhere
 */
@Schema(name = "ApiKey")
record ApiKeyView(
    @JsonProperty("id") int id,
    @JsonProperty("name") String name,
    @JsonProperty("roles") List<String> roles,
    @JsonProperty("namespaces") List<String> namespaces,
    @JsonProperty("created_at") String createdAt,
    @JsonProperty("expires_at") @Nullable String expiresAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("key") @Nullable String key) {

  static ApiKeyView of(ApiKey key) {
    return of(key, null);
  }

  static ApiKeyView revealing(ApiKey key, Secret secret) {
    return of(key, secret.reveal());
  }

  private static ApiKeyView of(ApiKey key, @Nullable String secret) {
    @Nullable Instant expiresAt = key.expiresAt();
    return new ApiKeyView(
        key.id(),
        key.caller().name(),
        key.caller().roles().stream().sorted().map(Role::code).toList(),
        key.caller().namespaces().stream().map(Glob::toString).toList(),
        key.createdAt().toString(),
        expiresAt == null ? null : expiresAt.toString(),
        secret);
  }

  /** A record would print the secret. */
  @Override
  public String toString() {
    return "API key " + id;
  }
}
