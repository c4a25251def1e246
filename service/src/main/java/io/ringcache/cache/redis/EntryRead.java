package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The read of an entry: three plain commands, a third of what a script would cost the node.
 * Immutable.
 *
 * <p>Another client's write may fall between them. The version is asked first: so it is never newer
 * than the value, and a conditional write that trusts it can lose, but not overwrite what it has
 * not seen.
 */
final class EntryRead implements Commands {

  private static final byte[] CREATED_AT = "created_at".getBytes(US_ASCII);

  private static final long GONE = -2;
  private static final long NO_EXPIRY = -1;

  private final byte[] meta;
  private final byte[] value;

  private EntryRead(byte[] meta, byte[] value) {
    this.meta = meta;
    this.value = value;
  }

  private static EntryRead of(CacheKey key) {
    return new EntryRead(RedisKeys.meta(key), RedisKeys.value(key));
  }

  @Override
  public int count() {
    return 3;
  }

  @Override
  public void sendOn(RedisLink link) {
    link.send(Command.HGET, meta, CREATED_AT);
    link.send(Command.GET, value);
    link.send(Command.PTTL, value);
  }

  /**
   * The call that reads an entry.
   *
   * @param seen told what was read, by the thread that completes the call
   */
  static RedisCall<Optional<Entry>> call(
      CacheKey key, long deadlineNanos, Consumer<Optional<Entry>> seen) {
    return RedisCall.read("GET", of(key), replies -> decode(replies, seen), deadlineNanos)
        .otherwise(() -> heal(key, deadlineNanos, seen));
  }

  /**
   * What the three replies say.
   *
   * @throws RedisCall.NotEnough for a value without meta, which is to be healed
   */
  private static Optional<Entry> decode(Replies replies, Consumer<Optional<Entry>> seen) {
    byte[] created = replies.bytes(0);
    byte[] json = replies.bytes(1);
    long ttl = replies.integer(2);
    Optional<Entry> found = Optional.empty();
    if (json != null && ttl != GONE) {
      if (created == null) {
        throw new RedisCall.NotEnough();
      }
      found = Optional.of(entry(created, json, ttl));
    }
    seen.accept(found);
    return found;
  }

  /** The call that reads the entry in one piece and makes its meta where that is missing. */
  private static RedisCall<Optional<Entry>> heal(
      CacheKey key, long deadlineNanos, Consumer<Optional<Entry>> seen) {
    CommandArguments call =
        RedisScript.HEAL
            .on(key.namespace(), RedisKeys.value(key), RedisKeys.meta(key))
            .add(key.utf8());
    return RedisCall.script(
        RedisScript.HEAL,
        call,
        replies -> {
          Optional<Entry> found = decodeHealed(replies);
          seen.accept(found);
          return found;
        },
        deadlineNanos);
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
