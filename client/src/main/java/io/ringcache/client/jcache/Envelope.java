package io.ringcache.client.jcache;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A value as it is stored: Ringcache counts in seconds, JCache in milliseconds.
 *
 * @param v by the codec
 * @param x when it expires, in milliseconds of the epoch by its writer's clock; 0: never
 * @param k the key's JSON where its name does not say it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Envelope(JsonNode v, long x, @Nullable JsonNode k) {}
