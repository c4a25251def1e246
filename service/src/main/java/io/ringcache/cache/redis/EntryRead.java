package io.ringcache.cache.redis;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The read of an entry: three plain commands, a third of what a script would cost the node.
 *
 * <p>Another client's write may fall between them. The version is asked first: so it is never newer
 * than the value, and a conditional write that trusts it can lose, but not overwrite what it has
 * not seen.
 */
final class EntryRead {

  /** Replies to the commands of one read. */
  static final int COMMANDS = 3;

  private static final long GONE = -2;
  private static final long NO_EXPIRY = -1;

  /**
   * What was read.
   *
   * @param entry empty for a miss
   * @param orphan whether a value is there, but no meta: to be read again by {@link #heal}
   */
  record Found(Optional<Entry> entry, boolean orphan) {
    private static final Found MISS = new Found(Optional.empty(), false);
    private static final Found ORPHAN = new Found(Optional.empty(), true);
  }

  private EntryRead() {}

  static void addCommands(CacheKey key, List<CommandArguments> commands) {
    byte[] value = RedisKeys.value(key);
    commands.add(new CommandArguments(Command.HGET).add(RedisKeys.meta(key)).add("created_at"));
    commands.add(new CommandArguments(Command.GET).add(value));
    commands.add(new CommandArguments(Command.PTTL).add(value));
  }

  /**
   * Decodes one read.
   *
   * @param from the index of its first reply
   */
  static Found decode(Replies replies, int from) {
    byte[] created = replies.bytes(from);
    byte[] json = replies.bytes(from + 1);
    long ttl = replies.integer(from + 2);
    if (json == null || ttl == GONE) {
      return Found.MISS;
    }
    if (created == null) {
      return Found.ORPHAN;
    }
    return new Found(Optional.of(entry(created, json, ttl)), false);
  }

  /** The call that reads the entry in one piece and makes its meta where that is missing. */
  static RedisCall<Optional<Entry>> heal(CacheKey key, long deadlineNanos) {
    CommandArguments call =
        RedisScript.HEAL
            .on(key.namespace(), RedisKeys.value(key), RedisKeys.meta(key))
            .add(key.utf8());
    return RedisCall.script(RedisScript.HEAL, call, EntryRead::decodeHealed, deadlineNanos);
  }

  private static Optional<Entry> decodeHealed(Replies replies) {
    List<@Nullable Object> reply = replies.arrayOrNull(0);
    if (reply == null) {
      return Optional.empty();
    }
    return Optional.of(
        entry(
            Replies.required(reply.get(0)),
            Replies.required(reply.get(1)),
            Replies.asLong(reply.get(2))));
  }

  private static Entry entry(byte[] created, byte[] json, long ttl) {
    return new Entry(json, Replies.number(created), ttlMillis(ttl));
  }

  /** A live value's PTTL as the contract has it: 0 is the last millisecond of its life. */
  static long ttlMillis(long pttl) {
    return pttl == NO_EXPIRY ? Entry.NO_TTL : Math.max(1, pttl);
  }
}
