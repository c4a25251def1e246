package io.ringcache.cache.redis;

import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.ring.ValueRoom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * The read of some values, by one {@code MGET}: a fraction of what it takes the node to say of each
 * key when it was stored and how long it has to live, too. Immutable.
 *
 * <p>The node's time is asked first: what was stored by then is what was read, or has been replaced
 * since. So the reads can be credited to nothing that came after them.
 */
final class ValuesRead implements Commands {

  /** As many as hold up the node for no longer than a script does. */
  private static final int KEYS = 100;

  private static final long LARGE = 1 << 20;

  /**
   * What was read.
   *
   * @param nodeMicros the node's time, before the read
   * @param values of each key; empty for a miss
   */
  record Found(long nodeMicros, Map<CacheKey, Optional<byte[]>> values) {}

  private final List<CacheKey> keys;
  private final ValueRoom.Claim claim;

  private ValuesRead(List<CacheKey> keys, ValueRoom.Claim claim) {
    this.keys = keys;
    this.claim = claim;
  }

  /** The reads of that many keys, each of some. */
  static List<ValuesRead> of(Collection<CacheKey> keys, ValueRoom.Claim claim) {
    List<CacheKey> all = List.copyOf(keys);
    List<ValuesRead> reads = new ArrayList<>();
    for (int from = 0; from < all.size(); from += KEYS) {
      reads.add(new ValuesRead(all.subList(from, Math.min(all.size(), from + KEYS)), claim));
    }
    return reads;
  }

  /** Whether what a read has brought is a lot, even for a line that is shared. */
  static boolean areLarge(BatchResult<Optional<byte[]>> read) {
    long bytes = 0;
    for (Optional<byte[]> value : read.done().values()) {
      bytes += value.isPresent() ? value.get().length : 0;
    }
    return bytes > LARGE;
  }

  List<CacheKey> keys() {
    return keys;
  }

  @Override
  public int count() {
    return 2;
  }

  @Override
  public int bytes() {
    return keys.stream().mapToInt(key -> RedisKeys.value(key).length).sum();
  }

  @Override
  public void sendOn(RedisLink link) {
    byte[][] names = new byte[keys.size()][];
    for (int i = 0; i < names.length; i++) {
      names[i] = RedisKeys.value(keys.get(i));
    }
    link.send(Command.TIME);
    link.send(Command.MGET, names);
  }

  @Override
  public @Nullable Object receive(RedisLink link, int number) {
    return number == 0 ? link.receive() : link.receive(new BoundedValues(claim, keys.size()));
  }

  /**
   * What the two replies say.
   *
   * @throws CacheException.NodeBusy if not all values were kept
   */
  Found decode(Replies replies) {
    if (claim.isRefused()) {
      throw new CacheException.NodeBusy(replies.node(), "no room for its values");
    }
    List<@Nullable Object> time = replies.array(0);
    List<@Nullable Object> reply = replies.array(1);
    if (reply.size() != keys.size()) {
      throw new Replies.Unexpected(reply.size() + " values for " + keys.size() + " keys");
    }
    Map<CacheKey, Optional<byte[]>> values = new HashMap<>(2 * keys.size());
    for (int i = 0; i < keys.size(); i++) {
      values.put(keys.get(i), Optional.ofNullable(Replies.asBytes(reply.get(i))));
    }
    return new Found(micros(time), values);
  }

  private static long micros(List<@Nullable Object> time) {
    long seconds = Replies.number(Replies.required(time.get(0)));
    return TimeUnit.SECONDS.toMicros(seconds) + Replies.number(Replies.required(time.get(1)));
  }
}
