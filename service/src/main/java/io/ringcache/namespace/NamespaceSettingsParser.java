package io.ringcache.namespace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.StrictObject;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a namespace's PUT, strictly: a misspelt setting must not become a default that
 * nobody asked for. Not thread-safe; one for each body.
 */
final class NamespaceSettingsParser {

  private @Nullable Ttl defaultTtl;
  private @Nullable Integer maxSizeMb;
  private @Nullable EvictionPolicy evictionPolicy;

  private NamespaceSettingsParser() {}

  /**
   * The settings that the body asks for.
   *
   * @throws ApiException {@code MALFORMED_JSON} if it is no JSON in UTF-8, {@code
   *     INVALID_NAMESPACE_CONFIG} if it asks for anything but settings that make sense
   */
  static NamespaceSettings parse(byte[] body) {
    NamespaceSettingsParser settings = new NamespaceSettingsParser();
    StrictObject.parse(
        body,
        "default_ttl, max_size_mb and eviction_policy",
        ErrorCode.INVALID_NAMESPACE_CONFIG,
        settings::readField);
    return new NamespaceSettings(settings.defaultTtl, settings.maxSizeMb, settings.evictionPolicy);
  }

  private void readField(String field, JsonParser json) throws IOException {
    switch (field) {
      case "default_ttl" -> defaultTtl = new Ttl(readInteger(json, field, 0, Ttl.MAX_SECONDS));
      case "max_size_mb" -> maxSizeMb = readInteger(json, field, 1, Integer.MAX_VALUE);
      case "eviction_policy" -> evictionPolicy = readPolicy(json);
      default -> throw invalid(field + " is no setting of a namespace");
    }
  }

  private static int readInteger(JsonParser json, String field, int min, int max)
      throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() == JsonParser.NumberType.INT) {
      int value = json.getIntValue();
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw invalid(field + " is a whole number from " + min + " to " + max);
  }

  private static EvictionPolicy readPolicy(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      String name = json.getText();
      for (EvictionPolicy policy : EvictionPolicy.values()) {
        if (policy.name().equals(name)) {
          return policy;
        }
      }
    }
    throw invalid("eviction_policy is one of " + Arrays.toString(EvictionPolicy.values()));
  }

  private static ApiException invalid(String detail) {
    return new ApiException(ErrorCode.INVALID_NAMESPACE_CONFIG, detail);
  }
}
