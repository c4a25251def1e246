package io.ringcache.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An entry as a GET answers it. */
record Found(Slice value, Optional<Duration> ttlRemaining, Instant createdAt, String etag) {}
