package io.ringcache.entry;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Increment;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of an incr: {@code {"key": string, "delta": int?, "initial": int?, "ttl": int?}}.
 * Mutable while it parses, not thread-safe.
 */
final class IncrementBody {

  private final JsonBody json;
  private @Nullable String key;
  private long delta = 1;
  private long initial = 0;
  private @Nullable Ttl ttl;

  private IncrementBody(JsonBody json) {
    this.json = json;
  }

  /**
   * The counter and its change that a body describes; blocks as the body does.
   *
   * @throws ApiException if it describes none
   * @throws io.ringcache.cache.InvalidInputException if its key or ttl is no good
   */
  static Parsed parse(
      InputStream body, int maxValueBytes, NamespaceName namespace, Ttl defaultTtl) {
    try (JsonBody json = JsonBody.open(body, maxValueBytes)) {
      IncrementBody incr = new IncrementBody(json);
      json.wholeBody(incr::field);
      return new Parsed(
          CacheKey.of(namespace, KeysBody.requireString(incr.key)),
          new Increment(incr.delta, incr.initial, Optional.ofNullable(incr.ttl), defaultTtl));
    }
  }

  private void field(String name) {
    switch (name) {
      case "key" -> key = json.stringOrNull();
      case "delta" -> delta = integer(name);
      case "initial" -> initial = integer(name);
      case "ttl" -> ttl = EntryFields.ttl(json);
      default ->
          throw new ApiException(
              ErrorCode.INVALID_PARAMETER, "the fields are key, delta, initial and ttl");
    }
  }

  private long integer(String name) {
    @Nullable String digits = json.integerOrNull();
    if (digits == null) {
      throw notAnInteger(name);
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw notAnInteger(name);
    }
  }

  private static ApiException notAnInteger(String name) {
    return new ApiException(
        ErrorCode.INVALID_PARAMETER, name + " is a whole number of 64 bits, sign included");
  }

  /** A counter and its change. */
  record Parsed(CacheKey key, Increment increment) {}
}
