package io.ringcache.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value with what the service knows of it.
 *
 * @param value null where JSON's null is stored
 * @param ttlRemaining empty: for ever
 * @param etag changes exactly when the value does; for writes that depend on it
 */
public record CacheEntry<T>(
    @Nullable T value, Optional<Duration> ttlRemaining, Instant createdAt, String etag) {}
