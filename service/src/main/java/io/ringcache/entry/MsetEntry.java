package io.ringcache.entry;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an mset while it comes in. What is wrong with it is told with its key, also where
 * the key comes after the fault. Mutable, not thread-safe.
 */
final class MsetEntry {

  private final JsonBody json;
  private final int number;
  private final EntryFields fields = new EntryFields();
  private @Nullable String key;
  private @Nullable InvalidInputException fault;

  /**
   * An entry of which nothing is read yet.
   *
   * @param number counted from 1
   */
  MsetEntry(JsonBody json, int number) {
    this.json = json;
    this.number = number;
  }

  /** Consumes a field's value; the first fault is kept for {@link #toEntry}. */
  void field(String name) {
    try {
      if (name.equals("key")) {
        key = json.stringOrNull();
      } else if (!fields.read(name, json)) {
        throw new ApiException(
            ErrorCode.INVALID_PARAMETER, "the fields of an entry are key, value, ttl and tags");
      }
    } catch (InvalidInputException e) {
      fault = fault == null ? e : fault;
    } catch (ApiException e) {
      throw e.code() == ErrorCode.VALUE_TOO_LARGE ? named(e) : e;
    }
  }

  /**
   * The entry's key.
   *
   * @throws InvalidInputException if it has none that is good
   */
  CacheKey key(NamespaceName namespace) {
    try {
      return CacheKey.of(namespace, KeysBody.requireString(key));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(e.field(), "entry " + number + ": " + e.getMessage());
    }
  }

  /**
   * The entry; to be asked for after its key.
   *
   * @throws InvalidInputException if its ttl or tags were no good
   * @throws ApiException {@code VALUE_REQUIRED} if there was no value
   */
  NewEntry toEntry(Ttl defaultTtl) {
    if (fault != null) {
      throw new InvalidInputException(fault.field(), named(fault.getMessage()));
    }
    try {
      return fields.toEntry(defaultTtl);
    } catch (ApiException e) {
      throw named(e);
    }
  }

  private ApiException named(ApiException e) {
    return new ApiException(e.code(), named(e.detail()));
  }

  private String named(@Nullable String message) {
    boolean presentable = key != null && key.length() <= CacheKey.MAX_BYTES;
    return "entry "
        + number
        + (presentable ? ", key " + key : "")
        + (message == null ? "" : ": " + message);
  }
}
