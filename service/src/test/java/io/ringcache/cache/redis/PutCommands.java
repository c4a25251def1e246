package io.ringcache.cache.redis;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Quota;
import java.util.List;
import java.util.stream.LongStream;
import redis.clients.jedis.CommandArguments;

/** The commands of a put, for programs that send them themselves, as {@link EntryWrites} does. */
public final class PutCommands {

  /** As many puts as are sent in one call at the most. */
  public static final int MOST_JOINED = JoinedPuts.MOST;

  private PutCommands() {}

  /** Leaves the script on a node, which the puts then name. */
  public static CommandArguments load() {
    return RedisScript.PUT.load();
  }

  /** A put of the same under each of those keys, without precondition, in one call. */
  public static CommandArguments put(List<CacheKey> keys, NewEntry entry, Quota room) {
    CommandArguments call =
        RedisScript.PUT
            .on(keys.get(0).namespace())
            .add(room.maxBytes())
            .add(room.policy().name())
            .add("");
    for (CacheKey key : keys) {
      call.add(key.utf8())
          .add(entry.json())
          .add(entry.ttl().millis())
          .add(String.join("\n", entry.tags().names()));
    }
    return call;
  }

  /** Whether the reply to a put says that it has stored new entries. */
  public static boolean isCreated(Object reply) {
    return versions(reply).allMatch(version -> version > 0);
  }

  /** Whether the reply to a put says that it has replaced others. */
  public static boolean isReplaced(Object reply) {
    return versions(reply).allMatch(version -> version < 0);
  }

  /** 0 if it has stored nothing. */
  private static LongStream versions(Object reply) {
    List<?> parts = (List<?>) reply;
    return parts.size() > 2
        ? parts.subList(2, parts.size()).stream().mapToLong(Long.class::cast)
        : LongStream.of(0);
  }

  /** The key of the value, as a plain client would have it. */
  public static byte[] valueKey(CacheKey key) {
    return RedisKeys.value(key);
  }
}
