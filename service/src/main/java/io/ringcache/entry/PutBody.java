package io.ringcache.entry;

import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.io.InputStream;

/** The body of a PUT: {@code {"value": any, "ttl": int?, "tags": [string]?}}. */
final class PutBody {

  private PutBody() {}

  /**
   * The entry that a body describes; blocks as the body does.
   *
   * @throws ApiException if it describes none
   * @throws io.ringcache.cache.InvalidInputException if its ttl or tags are no good
   */
  static NewEntry parse(InputStream body, int maxValueBytes, Ttl defaultTtl) {
    EntryFields fields = new EntryFields();
    try (JsonBody json = JsonBody.open(body, maxValueBytes)) {
      json.wholeBody(
          name -> {
            if (!fields.read(name, json)) {
              throw new ApiException(
                  ErrorCode.INVALID_PARAMETER, "the fields are value, ttl and tags");
            }
          });
    }
    return fields.toEntry(defaultTtl);
  }
}
