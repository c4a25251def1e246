package io.ringcache.entry;

import com.fasterxml.jackson.core.JsonToken;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields {@code value}, {@code ttl} and {@code tags}, as they come in, in any order. Mutable,
 * not thread-safe.
 */
final class EntryFields {

  /** The digits of {@link Ttl#MAX_SECONDS}; leading zeros are no JSON. */
  private static final int MAX_TTL_DIGITS = 9;

  /** More than any entry may have: enough to be refused for. */
  private static final int TAGS_TO_KEEP = 17;

  private byte @Nullable [] json;
  private @Nullable Ttl ttl;
  private Tags tags = Tags.NONE;

  /**
   * Consumes a field's value, whole, even if it is refused; whether the field is one of the three.
   *
   * @throws InvalidInputException if ttl or tags are no good
   * @throws ApiException {@code VALUE_TOO_LARGE}; then the value may not have been consumed whole
   */
  boolean read(String name, JsonBody body) {
    switch (name) {
      case "value" -> json = body.value();
      case "ttl" -> ttl = ttl(body);
      case "tags" -> tags = tags(body);
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * The entry that the fields make.
   *
   * @throws ApiException {@code VALUE_REQUIRED} if there was no value
   */
  NewEntry toEntry(Ttl defaultTtl) {
    if (json == null) {
      throw new ApiException(ErrorCode.VALUE_REQUIRED);
    }
    return new NewEntry(json, ttl == null ? defaultTtl : ttl, tags);
  }

  /**
   * Consumes a ttl, whole; null where it says null, which is as if it were absent.
   *
   * @throws InvalidInputException if it is none
   */
  static @Nullable Ttl ttl(JsonBody body) {
    if (body.at(JsonToken.VALUE_NULL)) {
      body.skipValue();
      return null;
    }
    @Nullable String digits = body.integerOrNull();
    boolean possible = digits != null && digits.length() <= MAX_TTL_DIGITS;
    return Ttl.ofSeconds(possible ? Long.parseLong(digits) : 0);
  }

  /**
   * Consumes tags, whole; null are none.
   *
   * @throws InvalidInputException if they are none
   */
  static Tags tags(JsonBody body) {
    if (!body.at(JsonToken.START_ARRAY)) {
      boolean none = body.at(JsonToken.VALUE_NULL);
      body.skipValue();
      return none ? Tags.NONE : refuseTags();
    }
    Set<@Nullable String> names = new LinkedHashSet<>();
    body.array(
        "tags",
        () -> {
          @Nullable String name = body.stringOrNull();
          if (names.size() < TAGS_TO_KEEP) {
            names.add(name);
          }
        });
    return names.contains(null) ? refuseTags() : Tags.of(names);
  }

  private static Tags refuseTags() {
    throw new InvalidInputException(
        InvalidInputException.Field.TAGS, "tags is an array of strings");
  }
}
