package io.ringcache.entry;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * The body of an mset: {@code {"entries": [{"key": string, "value": any, "ttl": int?, "tags":
 * [string]?}]}}. Mutable while it parses, not thread-safe.
 */
final class MsetBody {

  private final JsonBody json;
  private final NamespaceName namespace;
  private final Ttl defaultTtl;
  private final Map<CacheKey, NewEntry> entries = new HashMap<>();
  private int count;

  private MsetBody(JsonBody json, NamespaceName namespace, Ttl defaultTtl) {
    this.json = json;
    this.namespace = namespace;
    this.defaultTtl = defaultTtl;
  }

  /**
   * The entries that a body describes, the last one of each key; blocks as the body does.
   *
   * @throws ApiException if the body or an entry is no good
   * @throws io.ringcache.cache.InvalidInputException if an entry's key, ttl or tags are no good
   */
  static Map<CacheKey, NewEntry> parse(
      InputStream body, int maxValueBytes, NamespaceName namespace, Ttl defaultTtl) {
    try (JsonBody json = JsonBody.open(body, maxValueBytes)) {
      MsetBody mset = new MsetBody(json, namespace, defaultTtl);
      json.wholeBody(mset::field);
      if (mset.entries.isEmpty()) {
        throw invalid("entries is an array of at least one entry");
      }
      return mset.entries;
    }
  }

  private void field(String name) {
    if (!name.equals("entries")) {
      throw invalid("the one field is entries");
    }
    json.array("entries", this::entry);
  }

  private void entry() {
    KeysBody.checkCount(++count);
    MsetEntry entry = new MsetEntry(json, count);
    json.object("entry " + count, entry::field);
    CacheKey key = entry.key(namespace);
    entries.put(key, entry.toEntry(defaultTtl));
  }

  private static ApiException invalid(String detail) {
    return new ApiException(ErrorCode.INVALID_PARAMETER, detail);
  }
}
