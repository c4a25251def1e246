package io.ringcache.entry;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.PutResult;
import io.ringcache.http.ErrorBody;
import io.ringcache.http.ErrorCode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the calls on one key answer. Thread-safe, does not block. */
final class EntryAnswers {

  /** Always six digits: a client that compares the texts compares the times. */
  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  private static final int AROUND_VALUE = 128;

  private EntryAnswers() {}

  /**
   * The answer to a GET.
   *
   * @param ifNoneMatch the lines of that header, none if there is none
   */
  static Answer got(Optional<Entry> found, List<String> ifNoneMatch, String requestId) {
    return found
        .map(entry -> got(entry, ifNoneMatch))
        .orElseGet(() -> absent(requestId).with(Answer.HIT, "false"));
  }

  private static Answer got(Entry entry, List<String> ifNoneMatch) {
    ETag tag = ETag.of(entry.json());
    Map<String, String> headers = new HashMap<>();
    headers.put(Answer.HIT, "true");
    headers.put("ETag", tag.value());
    entry.ttlSeconds().ifPresent(seconds -> headers.put(Answer.TTL, Long.toString(seconds)));
    return tag.isNamedBy(ifNoneMatch)
        ? new Answer(304, Answer.NO_BODY, headers)
        : new Answer(200, body(entry), headers);
  }

  private static byte[] body(Entry entry) {
    JsonBytes json =
        new JsonBytes(entry.json().length + AROUND_VALUE)
            .ascii("{\"value\":")
            .value(entry.json())
            .ascii(",\"metadata\":{\"ttl_remaining\":");
    OptionalLong seconds = entry.ttlSeconds();
    if (seconds.isPresent()) {
      json.number(seconds.getAsLong());
    } else {
      json.ascii("null");
    }
    Instant created = Instant.EPOCH.plus(entry.createdAtMicros(), ChronoUnit.MICROS);
    return json.ascii(",\"created_at\":\"")
        .ascii(MICROSECONDS.format(created))
        .ascii("\"}}")
        .toBytes();
  }

  /** The answer to a PUT: 201 where it made the key. */
  static Answer stored(CacheKey key, NewEntry entry, PutResult result) {
    byte[] body =
        new JsonBytes(AROUND_VALUE)
            .ascii("{\"success\":true,\"key\":")
            .string(key.name())
            .ascii(",\"created\":" + result.created() + "}")
            .toBytes();
    return Answer.of(result.created() ? 201 : 200, body)
        .with("ETag", ETag.of(entry.json()).value());
  }

  /** The answer to a DELETE. */
  static Answer deleted(boolean wasThere, String requestId) {
    return wasThere
        ? Answer.of(200, new JsonBytes(32).ascii("{\"success\":true,\"deleted\":true}").toBytes())
        : absent(requestId);
  }

  private static Answer absent(String requestId) {
    return Answer.of(ErrorBody.of(ErrorCode.KEY_NOT_FOUND), requestId);
  }
}
