package io.ringcache.apikey;

import io.ringcache.auth.Caller;
import io.ringcache.auth.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that somebody has, without its secret. Immutable.
 *
 * @param caller its name, and what it is good for
 * @param expiresAt from when on it is good for nothing; null for never
 */
record ApiKey(int id, Caller caller, Instant createdAt, @Nullable Instant expiresAt) {

  /** As the audit trail's column. */
  private static final int MAX_DESCRIPTION = 2000;

  boolean isExpiredAt(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /** For the audit trail: which key, and what it is good for. */
  String described() {
    String all =
        "id "
            + id
            + ", name "
            + caller.name()
            + ", roles "
            + caller.roles().stream().sorted().map(Role::code).toList()
            + ", namespaces "
            + caller.namespaces();
    return all.length() <= MAX_DESCRIPTION ? all : all.substring(0, MAX_DESCRIPTION - 1) + "…";
  }
}
