package io.ringcache.audit;

/** What the audit trail tells of. */
public enum AuditAction {
  NAMESPACE_CREATE("namespace.create"),
  NAMESPACE_UPDATE("namespace.update"),
  NAMESPACE_DELETE("namespace.delete"),
  CACHE_FLUSH("cache.flush"),
  CACHE_INVALIDATE("cache.invalidate"),
  API_KEY_CREATE("api_key.create"),
  API_KEY_REVOKE("api_key.revoke"),
  RING_ADOPT("ring.adopt");

  private final String code;

  AuditAction(String code) {
    this.code = code;
  }

  /** As the API and the table spell it. */
  public String code() {
    return code;
  }
}
