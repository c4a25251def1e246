package io.ringcache.entry;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The body of a touch: {@code {"key": string, "ttl": int}}. Immutable. */
record TouchBody(CacheKey key, Ttl ttl) {

  /**
   * The key and its new ttl; blocks as the body does.
   *
   * @throws ApiException if the body is no good
   * @throws InvalidInputException if the key or the ttl is no good or not there
   */
  static TouchBody parse(InputStream body, int maxValueBytes, NamespaceName namespace) {
    try (JsonBody json = JsonBody.open(body, maxValueBytes)) {
      Fields fields = new Fields();
      json.wholeBody(name -> fields.read(name, json));
      CacheKey key = CacheKey.of(namespace, KeysBody.requireString(fields.key));
      if (fields.ttl == null) {
        throw new InvalidInputException(
            InvalidInputException.Field.TTL, "ttl is what a touch is for: it can not be left out");
      }
      return new TouchBody(key, fields.ttl);
    }
  }

  /** What has come in so far. */
  private static final class Fields {
    private @Nullable String key;
    private @Nullable Ttl ttl;

    void read(String name, JsonBody json) {
      switch (name) {
        case "key" -> key = json.stringOrNull();
        case "ttl" -> ttl = EntryFields.ttl(json);
        default ->
            throw new ApiException(ErrorCode.INVALID_PARAMETER, "the fields are key and ttl");
      }
    }
  }
}
