package io.ringcache.entry;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ErrorBody;
import io.ringcache.http.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;

/** What the calls on one key answer. Thread-safe, does not block. */
final class EntryAnswers {

  private static final byte[] BEFORE_VALUE = "{\"value\":".getBytes(StandardCharsets.US_ASCII);
  private static final String BEFORE_TTL = ",\"metadata\":{\"ttl_remaining\":";
  private static final String BEFORE_TIME = ",\"created_at\":\"";
  private static final String END = "\"}}";
  private static final String TTL = "X-Cache-TTL";

  private EntryAnswers() {}

  /**
   * The answer to a GET.
   *
   * @param ifNoneMatch the lines of that header, none if there is none
   */
  static Answer got(Optional<Entry> found, List<String> ifNoneMatch, String requestId) {
    return found
        .map(entry -> got(entry, ifNoneMatch))
        .orElseGet(() -> absent(requestId).with(Answer.MISS));
  }

  private static Answer got(Entry entry, List<String> ifNoneMatch) {
    ETag tag = ETag.of(entry.json());
    String ttl = Times.secondsOrNull(entry.ttlMillis());
    List<HttpField> headers =
        entry.ttlMillis() == Entry.NO_TTL
            ? List.of(Answer.HIT, tag.header())
            : List.of(Answer.HIT, tag.header(), new HttpField(TTL, ttl));
    return tag.isNamedBy(ifNoneMatch)
        ? Answer.of(304, Body.NONE, headers)
        : Answer.of(200, body(entry, ttl), headers);
  }

  private static Body body(Entry entry, String ttl) {
    long created = entry.createdAtMicros();
    int around = BEFORE_TTL.length() + BEFORE_TIME.length() + END.length();
    byte[] after = new byte[around + ttl.length() + Times.length(created)];
    int at = put(BEFORE_TTL, after, 0);
    at = put(ttl, after, at);
    at = put(BEFORE_TIME, after, at);
    at = Times.put(created, after, at);
    put(END, after, at);
    return Body.around(entry.json(), BEFORE_VALUE, after);
  }

  /** Copies ASCII; where it ends. By hand: every read has one. */
  @SuppressWarnings("deprecation") // of characters that are no ASCII: there are none
  private static int put(String ascii, byte[] target, int at) {
    ascii.getBytes(0, ascii.length(), target, at);
    return at + ascii.length();
  }

  /** The answer to a PUT: 201 where it made the key. */
  static Answer stored(CacheKey key, NewEntry entry, PutResult result) {
    byte[] body =
        new JsonBytes(128)
            .ascii("{\"success\":true,\"key\":")
            .string(key.name())
            .ascii(",\"created\":" + result.created() + "}")
            .toBytes();
    return Answer.of(result.created() ? 201 : 200, body).with(ETag.of(entry.json()).header());
  }

  /** The answer to a DELETE. */
  static Answer deleted(boolean wasThere, String requestId) {
    return wasThere
        ? Answer.of(200, new JsonBytes(32).ascii("{\"success\":true,\"deleted\":true}").toBytes())
        : absent(requestId);
  }

  /** The answer to an incr. */
  static Answer counted(CacheKey key, long value) {
    return Answer.of(
        200,
        new JsonBytes(128)
            .ascii("{\"key\":")
            .string(key.name())
            .ascii(",\"value\":")
            .number(value)
            .ascii("}")
            .toBytes());
  }

  /** The answer to a touch. */
  static Answer touched(boolean wasThere, Ttl ttl, String requestId) {
    return wasThere
        ? Answer.of(
            200,
            new JsonBytes(64)
                .ascii("{\"success\":true,\"ttl_remaining\":")
                .number(ttl.seconds())
                .ascii("}")
                .toBytes())
        : absent(requestId);
  }

  /** What a key that is not there answers to all calls on one key. */
  static Answer absent(String requestId) {
    return Answer.of(ErrorBody.of(ErrorCode.KEY_NOT_FOUND), requestId);
  }
}
