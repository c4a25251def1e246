package io.ringcache.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done. Immutable.
 *
 * @param id makes sure that an event which is written twice is there once
 * @param actor the name of the API key, {@code anonymous} without authentication
 * @param namespace the namespace that it was done to; null for none
 * @param detail for people: what exactly, and what came of it
 */
public record AuditEvent(
    UUID id,
    Instant at,
    String actor,
    AuditAction action,
    @Nullable String namespace,
    String detail,
    String requestId) {}
