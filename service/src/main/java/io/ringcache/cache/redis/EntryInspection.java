package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.EntryInfo;
import io.ringcache.cache.Tags;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Reads what is known of an entry besides its value. */
final class EntryInspection {

  private static final long GONE = -2;

  private EntryInspection() {}

  /**
   * The call.
   *
   * @param address the node's, for the result
   */
  static RedisCall<Optional<EntryInfo>> call(CacheKey key, String address, long deadlineNanos) {
    CommandArguments meta =
        new CommandArguments(Command.HMGET)
            .add(RedisKeys.meta(key))
            .add("created_at")
            .add("last_accessed")
            .add("access_count")
            .add("size_bytes")
            .add("tags");
    CommandArguments ttl = new CommandArguments(Command.PTTL).add(RedisKeys.value(key));
    return RedisCall.read(
        "HMGET", List.of(meta, ttl), replies -> decode(replies, address), deadlineNanos);
  }

  private static Optional<EntryInfo> decode(Replies replies, String address) {
    List<@Nullable Object> meta = replies.array(0);
    long ttl = replies.integer(1);
    byte[] created = Replies.asBytes(meta.get(0));
    if (ttl == GONE || created == null) {
      return Optional.empty();
    }
    byte[] read = Replies.asBytes(meta.get(1));
    byte[] tags = Replies.asBytes(meta.get(4));
    return Optional.of(
        new EntryInfo(
            Replies.number(created),
            read == null ? OptionalLong.empty() : OptionalLong.of(Replies.number(read)),
            numberOrZero(meta.get(2)),
            numberOrZero(meta.get(3)),
            EntryRead.ttlMillis(ttl),
            tags == null ? Tags.NONE : Tags.of(List.of(new String(tags, UTF_8).split("\n"))),
            List.of(address)));
  }

  private static long numberOrZero(@Nullable Object reply) {
    byte[] number = Replies.asBytes(reply);
    return number == null ? 0 : Replies.number(number);
  }
}
