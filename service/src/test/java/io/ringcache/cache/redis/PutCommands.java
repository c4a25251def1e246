package io.ringcache.cache.redis;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Quota;
import java.util.List;
import redis.clients.jedis.CommandArguments;

/** The commands of a put, for programs that send them themselves, as {@link EntryWrites} does. */
public final class PutCommands {

  private PutCommands() {}

  /** Leaves the script on a node, which the puts then name. */
  public static CommandArguments load() {
    return RedisScript.PUT.load();
  }

  /** A put without precondition. */
  public static CommandArguments put(CacheKey key, NewEntry entry, Quota room) {
    return RedisScript.PUT
        .on(key.namespace())
        .add(room.maxBytes())
        .add(room.policy().name())
        .add("")
        .add(key.utf8())
        .add(entry.json())
        .add(entry.ttl().millis())
        .add(String.join("\n", entry.tags().names()));
  }

  /** Whether the reply to a put says that it has stored a new entry. */
  public static boolean isCreated(Object reply) {
    return version(reply) > 0;
  }

  /** Whether the reply to a put says that it has replaced one. */
  public static boolean isReplaced(Object reply) {
    return version(reply) < 0;
  }

  /** 0 if it has stored nothing. */
  private static long version(Object reply) {
    List<?> parts = (List<?>) reply;
    return parts.size() > 2 ? (Long) parts.get(2) : 0;
  }

  /** The key of the value, as a plain client would have it. */
  public static byte[] valueKey(CacheKey key) {
    return RedisKeys.value(key);
  }
}
