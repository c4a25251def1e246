package io.ringcache.audit;

import org.jspecify.annotations.Nullable;

/** A row of the log. Immutable. */
record AuditEntry(
    AuditPlace place,
    String actor,
    String action,
    @Nullable String namespace,
    String detail,
    String requestId) {}
