package io.ringcache.entry;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.EntryInfo;
import io.ringcache.cache.KeyPage;
import java.util.List;
import java.util.Optional;

/** What the calls that look into a namespace answer. Thread-safe. */
final class KeyAnswers {

  private KeyAnswers() {}

  /** The answer to a listing. */
  static Answer listed(KeyPage page) {
    JsonBytes json = strings(new JsonBytes(4096).ascii("{\"keys\":"), page.keys());
    json.ascii(",\"cursor\":");
    page.cursor().ifPresentOrElse(json::string, () -> json.ascii("null"));
    return Answer.of(200, json.ascii(page.degraded() ? ",\"degraded\":true}" : "}").toBytes());
  }

  /** The answer to an inspection. */
  static Answer inspected(CacheKey key, Optional<EntryInfo> found, String requestId) {
    return found
        .map(info -> Answer.of(200, body(key, info)))
        .orElseGet(() -> EntryAnswers.absent(requestId));
  }

  private static byte[] body(CacheKey key, EntryInfo info) {
    JsonBytes json =
        new JsonBytes(512)
            .ascii("{\"key\":")
            .string(key.name())
            .ascii(",\"created_at\":")
            .string(Times.ofMicros(info.createdAtMicros()))
            .ascii(",\"last_accessed\":");
    info.lastAccessedMillis()
        .ifPresentOrElse(millis -> json.string(Times.ofMillis(millis)), () -> json.ascii("null"));
    json.ascii(",\"access_count\":")
        .number(info.accessCount())
        .ascii(",\"size_bytes\":")
        .number(info.sizeBytes())
        .ascii(",\"ttl_remaining\":")
        .ascii(Times.secondsOrNull(info.ttlMillis()))
        .ascii(",\"tags\":");
    strings(json, info.tags().names()).ascii(",\"nodes\":");
    return strings(json, info.nodes()).ascii("}").toBytes();
  }

  private static JsonBytes strings(JsonBytes json, List<String> texts) {
    String separator = "";
    json.ascii("[");
    for (String text : texts) {
      json.ascii(separator).string(text);
      separator = ",";
    }
    return json.ascii("]");
  }
}
