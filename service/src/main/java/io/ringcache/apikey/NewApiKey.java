package io.ringcache.apikey;

import io.ringcache.auth.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that is asked for. Immutable.
 *
 * @param expiresAt null for never
 */
record NewApiKey(Caller caller, @Nullable Instant expiresAt) {}
