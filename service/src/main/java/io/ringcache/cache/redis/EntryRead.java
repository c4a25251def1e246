package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
final class EntryRead
    implements Commands, RedisCall.Decoder<Optional<Entry>>, Supplier<RedisCall<Optional<Entry>>> {

  private static final byte[] CREATED_AT = "created_at".getBytes(US_ASCII);

  private static final long GONE = -2;
  private static final long NO_EXPIRY = -1;

  private final CacheKey key;
  private final byte[] meta;
  private final byte[] value;
  private final long deadlineNanos;
  private final Seen seen;

  /** Told what was read, by the thread that completes the call. */
  @FunctionalInterface
  interface Seen {

    void read(CacheKey key, Optional<Entry> found);
  }

  private EntryRead(CacheKey key, long deadlineNanos, Seen seen) {
    this.key = key;
    this.meta = RedisKeys.meta(key);
    this.value = RedisKeys.value(key);
    this.deadlineNanos = deadlineNanos;
    this.seen = seen;
  }

  /** The call that reads an entry. */
  static RedisCall<Optional<Entry>> call(CacheKey key, long deadlineNanos, Seen seen) {
    EntryRead read = new EntryRead(key, deadlineNanos, seen);
    return RedisCall.read("GET", read, read, deadlineNanos).otherwise(read);
  }

  @Override
  public int count() {
    return 3;
  }

  @Override
  public int bytes() {
    return meta.length + 2 * value.length;
  }

  @Override
  public void sendOn(RedisLink link) {
    link.send(Command.HGET, meta, CREATED_AT);
    link.send(Command.GET, value);
    link.send(Command.PTTL, value);
  }

  /**
   * What the three replies say.
   *
   * @throws RedisCall.NotEnough for a value without meta, which is to be healed
   */
  @Override
  public Optional<Entry> decode(Replies replies) {
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
    seen.read(key, found);
    return found;
  }

  /** The call that reads the entry in one piece and makes its meta where that is missing. */
  @Override
  public RedisCall<Optional<Entry>> get() {
    CommandArguments call = RedisScript.HEAL.on(key.namespace(), value, meta).add(key.utf8());
    return RedisCall.script(
        RedisScript.HEAL,
        call,
        replies -> {
          Optional<Entry> found = decodeHealed(replies);
          seen.read(key, found);
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
