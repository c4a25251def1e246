package io.ringcache.entry;

import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.Tags;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;

/** The body of an invalidate: {@code {"tags": [string]}}. */
final class TagsBody {

  private TagsBody() {}

  /**
   * The tags that a body names, at least one; blocks as the body does.
   *
   * @throws ApiException if the body is no good
   * @throws InvalidInputException if the tags are no good, none or not there
   */
  static Tags parse(InputStream body, int maxValueBytes) {
    Set<String> names = new LinkedHashSet<>();
    try (JsonBody json = JsonBody.open(body, maxValueBytes)) {
      json.wholeBody(
          name -> {
            if (!name.equals("tags")) {
              throw new ApiException(ErrorCode.INVALID_PARAMETER, "the one field is tags");
            }
            names.addAll(EntryFields.tags(json).names());
          });
    }
    if (names.isEmpty()) {
      throw new InvalidInputException(
          InvalidInputException.Field.TAGS, "tags is an array of at least one tag");
    }
    return Tags.of(names);
  }
}
