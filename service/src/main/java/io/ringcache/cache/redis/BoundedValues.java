package io.ringcache.cache.redis;

import io.ringcache.cache.ring.ValueRoom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * The reply to an {@code MGET}, of which only those values are kept for which there is room; in the
 * place of the others is null. Jedis would have all of them on the heap before anybody can say
 * anything.
 *
 * <pre>
 *   *count\r\n
 *   $length\r\n length bytes\r\n    or   $-1\r\n
 *   ...
 * </pre>
 */
final class BoundedValues {

  /** Redis' own limit. */
  private static final int LONGEST = 512 << 20;

  private static final int PIECE = 8 << 10;

  private final ValueRoom.Claim claim;
  private final int count;

  /**
   * For one reply.
   *
   * @param count how many values it has
   */
  BoundedValues(ValueRoom.Claim claim, int count) {
    this.claim = claim;
    this.count = count;
  }

  /** Whether an array comes next, and not an error; waits until that is known. */
  static boolean isNext(RedisInputStream in) {
    return in.peek((byte) '*');
  }

  /**
   * The values.
   *
   * @throws JedisConnectionException if the connection is lost or talks nonsense
   */
  List<@Nullable Object> read(RedisInputStream in) {
    if (number(in, '*') != count) {
      throw new JedisConnectionException("another number of values than keys");
    }
    List<@Nullable Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(value(in));
    }
    return values;
  }

  private byte @Nullable [] value(RedisInputStream in) {
    int length = number(in, '$');
    if (length == -1) {
      return null;
    }
    if (length < 0 || length > LONGEST) {
      throw new JedisConnectionException("a value of " + length + " bytes");
    }
    byte[] value = null;
    if (claim.take(length)) {
      value = new byte[length];
      fill(in, value, length);
    } else {
      byte[] past = new byte[Math.min(length, PIECE)];
      for (int left = length; left > 0; left -= past.length) {
        fill(in, past, Math.min(left, past.length));
      }
    }
    if (in.readByte() != '\r' || in.readByte() != '\n') {
      throw new JedisConnectionException("a value without its end");
    }
    return value;
  }

  private static int number(RedisInputStream in, char kind) {
    byte first = in.readByte();
    if (first != kind) {
      throw new JedisConnectionException("a reply that begins with " + first);
    }
    return in.readIntCrLf();
  }

  private static void fill(RedisInputStream in, byte[] into, int length) {
    for (int filled = 0; filled < length; ) {
      int read = in.read(into, filled, length - filled);
      if (read < 0) {
        throw new JedisConnectionException("it has closed the connection");
      }
      filled += read;
    }
  }
}
