package io.ringcache.entry;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NamespaceName;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of an mget or mdelete: {@code {"keys": [string]}}. Immutable.
 *
 * @param keys by their names, in the order asked, each once; empty for a reserved name, which no
 *     entry can have
 */
record KeysBody(Map<String, Optional<CacheKey>> keys) {

  /** The most keys or entries of one call. */
  static final int MAX_KEYS = 1000;

  /**
   * The keys that a body asks for; blocks as the body does.
   *
   * @throws ApiException if the body is no good
   * @throws InvalidInputException if a key is none
   */
  static KeysBody parse(InputStream body, int maxValueBytes, NamespaceName namespace) {
    List<@Nullable String> names = new ArrayList<>();
    try (JsonBody json = JsonBody.open(body, maxValueBytes)) {
      json.wholeBody(
          field -> {
            if (!field.equals("keys")) {
              throw new ApiException(ErrorCode.INVALID_PARAMETER, "the one field is keys");
            }
            json.array(
                "keys",
                () -> {
                  checkCount(names.size() + 1);
                  names.add(json.stringOrNull());
                });
          });
    }
    if (names.isEmpty()) {
      throw new ApiException(ErrorCode.INVALID_PARAMETER, "keys is an array of at least one key");
    }
    return of(names, namespace);
  }

  private static KeysBody of(List<@Nullable String> names, NamespaceName namespace) {
    Map<String, Optional<CacheKey>> keys = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      try {
        String name = requireString(names.get(i));
        keys.putIfAbsent(
            name,
            CacheKey.isReserved(name)
                ? Optional.empty()
                : Optional.of(CacheKey.of(namespace, name)));
      } catch (InvalidInputException e) {
        throw new InvalidInputException(e.field(), "key " + (i + 1) + ": " + e.getMessage());
      }
    }
    return new KeysBody(Collections.unmodifiableMap(keys));
  }

  /** The keys that an entry can have. */
  Collection<CacheKey> possible() {
    return keys.values().stream().flatMap(Optional::stream).toList();
  }

  /**
   * The keys, if none of them is reserved.
   *
   * @throws InvalidInputException if one is
   */
  Collection<CacheKey> writable() {
    keys.forEach(
        (name, key) -> {
          if (key.isEmpty()) {
            throw new InvalidInputException(
                InvalidInputException.Field.KEY, "the key " + name + " is reserved");
          }
        });
    return possible();
  }

  /** Counted as given, repeated ones too, so that a body's cost is bounded. */
  static void checkCount(int count) {
    if (count > MAX_KEYS) {
      throw new ApiException(ErrorCode.TOO_MANY_KEYS, "a call has at most " + MAX_KEYS);
    }
  }

  /**
   * The name of a key, which is null where the body has no string for it.
   *
   * @throws InvalidInputException if it is null
   */
  static String requireString(@Nullable String name) {
    if (name == null) {
      throw new InvalidInputException(InvalidInputException.Field.KEY, "a key is a string");
    }
    return name;
  }
}
