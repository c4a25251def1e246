package io.ringcache.entry;

import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.PutResult;
import io.ringcache.http.ErrorBody;
import io.ringcache.http.ErrorCode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the calls on many keys answer, also where some could not be served. Thread-safe. */
final class BatchAnswers {

  private BatchAnswers() {}

  /** The answer to an mget: always 200, a key that could not be read says so. */
  static Answer got(KeysBody asked, BatchResult<Optional<byte[]>> result) {
    JsonBytes json = new JsonBytes(expectedLength(asked, result)).ascii("{\"results\":{");
    int hits = 0;
    int misses = 0;
    String separator = "";
    for (Map.Entry<String, Optional<CacheKey>> each : asked.keys().entrySet()) {
      json.ascii(separator).string(each.getKey()).ascii(":{\"value\":");
      separator = ",";
      @Nullable CacheKey key = each.getValue().orElse(null);
      Optional<byte[]> found =
          key == null ? Optional.empty() : result.done().getOrDefault(key, Optional.empty());
      if (found.isPresent()) {
        json.value(found.get()).ascii(",\"found\":true}");
        hits++;
      } else if (key != null && result.failed().containsKey(key)) {
        json.ascii("null,\"found\":false,\"error\":\"")
            .ascii(ErrorCode.BACKEND_UNAVAILABLE.code())
            .ascii("\"}");
      } else {
        json.ascii("null,\"found\":false}");
        misses++;
      }
    }
    json.ascii("},\"hits\":").number(hits).ascii(",\"misses\":").number(misses);
    return Answer.of(
        200, json.ascii(result.failed().isEmpty() ? "}" : ",\"degraded\":true}").toBytes());
  }

  /** Whether an mget has found everything that was asked for; null if that can not be told. */
  static @Nullable Boolean isHit(KeysBody asked, BatchResult<Optional<byte[]>> result) {
    if (!result.failed().isEmpty()) {
      return null;
    }
    long found = result.done().values().stream().filter(Optional::isPresent).count();
    return found == asked.keys().size();
  }

  private static int expectedLength(KeysBody asked, BatchResult<Optional<byte[]>> result) {
    return (int)
        Math.min(valueBytes(result) + 80L * (asked.keys().size() + 1), Integer.MAX_VALUE - 16);
  }

  /** How much was found. */
  static long valueBytes(BatchResult<Optional<byte[]>> result) {
    return result.done().values().stream()
        .flatMap(Optional::stream)
        .mapToLong(value -> value.length)
        .sum();
  }

  /** The answer to an mset. */
  static Answer stored(BatchResult<PutResult> result, String requestId) {
    return written("stored", result.done().size(), result.failed(), requestId);
  }

  /** The answer to an mdelete. */
  static Answer deleted(BatchResult<Boolean> result, String requestId) {
    long deleted = result.done().values().stream().filter(wasThere -> wasThere).count();
    return written("deleted", deleted, result.failed(), requestId);
  }

  private static Answer written(
      String what, long count, Map<CacheKey, CacheException> failed, String requestId) {
    if (failed.isEmpty()) {
      return Answer.of(
          200,
          new JsonBytes(48)
              .ascii("{\"success\":true,\"" + what + "\":")
              .number(count)
              .ascii("}")
              .toBytes());
    }
    List<String> keys = failed.keySet().stream().map(CacheKey::name).sorted().toList();
    ErrorBody error = ErrorBody.of(codeFor(failed.values()));
    return Answer.of(error.with(what, count).with("failed", keys), requestId);
  }

  /** Only where every failure says that nothing was stored may the whole say so. */
  private static ErrorCode codeFor(Collection<CacheException> failures) {
    if (failures.stream().allMatch(f -> f instanceof CacheException.StorageFull)) {
      return ErrorCode.STORAGE_FULL;
    }
    if (failures.stream().allMatch(f -> f instanceof CacheException.ValueTooLarge)) {
      return ErrorCode.VALUE_TOO_LARGE;
    }
    if (failures.stream().allMatch(f -> f instanceof CacheException.NodeBusy)) {
      return ErrorCode.OVERLOADED;
    }
    return ErrorCode.BACKEND_UNAVAILABLE;
  }
}
