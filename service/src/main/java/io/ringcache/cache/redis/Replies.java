package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.CacheException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The replies to a call's commands, in their order. Each accessor throws a {@link CacheException}
 * where the node replied with an error, and {@link Unexpected} where it replied with another type.
 */
final class Replies {

  /** A reply that the command does not have: the stream may be out of step. */
  static final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unexpected(String what) {
      super(what, null, false, false);
    }
  }

  /** Of a number that fits into a long for sure. */
  private static final int MOST_DIGITS = 18;

  private final String node;
  private final @Nullable Object[] replies;

  Replies(String node, @Nullable Object[] replies) {
    this.node = node;
    this.replies = replies;
  }

  /** The name of the node whose they are. */
  String node() {
    return node;
  }

  int size() {
    return replies.length;
  }

  @Nullable Object raw(int i) {
    return replies[i];
  }

  /** A bulk string; null if absent. */
  byte @Nullable [] bytes(int i) {
    return asBytes(checked(i));
  }

  long integer(int i) {
    return asLong(checked(i));
  }

  /** An array; its elements are of the same types. */
  List<@Nullable Object> array(int i) {
    return asArray(checked(i));
  }

  /** An array; null if absent. */
  @Nullable List<@Nullable Object> arrayOrNull(int i) {
    Object reply = checked(i);
    return reply == null ? null : asArray(reply);
  }

  private @Nullable Object checked(int i) {
    Object reply = replies[i];
    if (reply instanceof JedisDataException error) {
      throw RedisErrors.translate(node, error);
    }
    return reply;
  }

  static byte @Nullable [] asBytes(@Nullable Object reply) {
    if (reply == null || reply instanceof byte[]) {
      return (byte[]) reply;
    }
    throw new Unexpected("a " + kind(reply) + " where a string was due");
  }

  /** A bulk string that can not be absent. */
  static byte[] required(@Nullable Object reply) {
    byte[] bytes = asBytes(reply);
    if (bytes == null) {
      throw new Unexpected("a null where a string was due");
    }
    return bytes;
  }

  static long asLong(@Nullable Object reply) {
    if (reply instanceof Long number) {
      return number;
    }
    throw new Unexpected("a " + kind(reply) + " where an integer was due");
  }

  @SuppressWarnings("unchecked") // Jedis makes List<Object> of every array
  static List<@Nullable Object> asArray(@Nullable Object reply) {
    if (reply instanceof List<?> list) {
      return (List<@Nullable Object>) list;
    }
    throw new Unexpected("a " + kind(reply) + " where an array was due");
  }

  /** A number that Redis keeps as a string. */
  static long number(byte[] text) {
    return text.length > 0 && text.length <= MOST_DIGITS ? digits(text) : parsed(text);
  }

  /** By hand, without a copy of the text: every read has one. */
  private static long digits(byte[] text) {
    long number = 0;
    for (byte character : text) {
      int digit = character - '0';
      if (digit < 0 || digit > 9) {
        return parsed(text);
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private static long parsed(byte[] text) {
    try {
      return Long.parseLong(new String(text, UTF_8));
    } catch (NumberFormatException e) {
      throw new Unexpected("a string where a number was due");
    }
  }

  private static String kind(@Nullable Object reply) {
    return reply == null ? "null" : reply.getClass().getSimpleName();
  }
}
