package io.ringcache.entry;

import io.ringcache.auth.Role;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NewEntry;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import io.ringcache.namespace.Namespace;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The calls that have a name in the place of a key, and say the rest in their body. A POST has no
 * other meaning there: a key of the same name is read, written and deleted like any.
 *
 * <p>Thread-safe. A body is read and checked by the caller's thread; then nothing blocks.
 */
final class NamedCalls {

  /** What each needs of its caller. */
  private static final Map<String, Role> ROLES =
      Map.of(
          "mget", Role.READ,
          "mset", Role.WRITE,
          "mdelete", Role.WRITE,
          "incr", Role.WRITE,
          "touch", Role.WRITE,
          "invalidate", Role.WRITE);

  private final EntryCalls calls;
  private final int maxValueBytes;

  NamedCalls(EntryCalls calls, int maxValueBytes) {
    this.calls = calls;
    this.maxValueBytes = maxValueBytes;
  }

  /** What they are called. */
  static Set<String> names() {
    return ROLES.keySet();
  }

  /** What the call of that name, which exists, needs of its caller. */
  static Role role(String name) {
    return Objects.requireNonNull(ROLES.get(name));
  }

  /**
   * Makes the call of that name, which exists.
   *
   * @throws ApiException if the body is no good
   * @throws io.ringcache.cache.InvalidInputException if something in the body is no good
   */
  CompletionStage<Answer> call(String name, Namespace namespace, InputStream body, Requester by) {
    return switch (name) {
      case "mget" ->
          calls.mget(namespace.name(), KeysBody.parse(body, maxValueBytes, namespace.name()), by);
      case "mset" -> calls.mset(namespace.name(), entries(namespace, body), by);
      case "mdelete" ->
          calls.mdelete(
              namespace.name(),
              KeysBody.parse(body, maxValueBytes, namespace.name()).writable(),
              by);
      case "incr" -> increment(namespace, body, by);
      case "touch" -> touch(namespace, body, by);
      case "invalidate" ->
          calls.invalidate(namespace.name(), TagsBody.parse(body, maxValueBytes), by);
      default -> throw new IllegalArgumentException("no call is named " + name);
    };
  }

  /** What can never fit is said before anything is stored; a backend would say it of its part. */
  private Map<CacheKey, NewEntry> entries(Namespace namespace, InputStream body) {
    Map<CacheKey, NewEntry> entries =
        MsetBody.parse(body, maxValueBytes, namespace.name(), namespace.defaultTtl());
    long quota = namespace.quota().maxBytes();
    entries.forEach(
        (key, entry) -> {
          if (key.utf8().length + entry.json().length > quota) {
            throw new ApiException(
                ErrorCode.VALUE_TOO_LARGE,
                "key " + key.name() + ": with its value larger than the namespace's quota");
          }
        });
    return entries;
  }

  private CompletionStage<Answer> increment(Namespace namespace, InputStream body, Requester by) {
    IncrementBody.Parsed parsed =
        IncrementBody.parse(body, maxValueBytes, namespace.name(), namespace.defaultTtl());
    return calls.increment(parsed.key(), parsed.increment(), by);
  }

  private CompletionStage<Answer> touch(Namespace namespace, InputStream body, Requester by) {
    TouchBody touch = TouchBody.parse(body, maxValueBytes, namespace.name());
    return calls.touch(touch.key(), touch.ttl(), by);
  }
}
