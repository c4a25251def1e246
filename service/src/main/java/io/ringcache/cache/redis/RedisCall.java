package io.ringcache.cache.redis;

import io.ringcache.cache.CacheException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Some commands for a node, sent together, and what their replies come to. Handed from thread to
 * thread; only the one that has it uses it, except for {@link #result} and {@link #isOverdue}.
 */
final class RedisCall<T> {

  /** Turns the replies, one for each command, into the result. */
  @FunctionalInterface
  interface Decoder<T> {

    /**
     * The result.
     *
     * @param replies bulk strings as {@code byte[]}, integers as {@code Long}, arrays as {@code
     *     List}, absence as null, errors as {@code JedisDataException}
     * @throws NotEnough if something else has to be asked: see {@link #otherwise}
     * @throws CacheException which the call then fails with
     * @throws RuntimeException if the replies are not what the protocol has: the connection is
     *     given up
     */
    T decode(Replies replies);
  }

  /** The replies make no result. */
  static final class NotEnough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotEnough() {
      super(null, null, false, false);
    }
  }

  private final String what;
  private final Decoder<T> decoder;
  private final long deadlineNanos;
  private final boolean repeatable;
  private final CompletableFuture<T> result = new CompletableFuture<>();

  private Commands commands;
  private boolean repeated;
  private @Nullable Supplier<RedisCall<T>> otherwise;

  private RedisCall(
      String what, Commands commands, Decoder<T> decoder, long deadlineNanos, boolean repeatable) {
    this.what = what;
    this.commands = commands;
    this.decoder = decoder;
    this.deadlineNanos = deadlineNanos;
    this.repeatable = repeatable;
  }

  /** A read: sent once more where the connection is lost under it. */
  static <T> RedisCall<T> read(
      String what, List<CommandArguments> commands, Decoder<T> decoder, long deadlineNanos) {
    return read(what, Commands.of(commands), decoder, deadlineNanos);
  }

  /** The same, of commands that put themselves on the line. */
  static <T> RedisCall<T> read(
      String what, Commands commands, Decoder<T> decoder, long deadlineNanos) {
    return new RedisCall<>(what, commands, decoder, deadlineNanos, true);
  }

  /** Commands that write: never sent twice. */
  static <T> RedisCall<T> write(
      String what, List<CommandArguments> commands, Decoder<T> decoder, long deadlineNanos) {
    return write(what, Commands.of(commands), decoder, deadlineNanos);
  }

  /** The same, of commands that put themselves on the line. */
  static <T> RedisCall<T> write(
      String what, Commands commands, Decoder<T> decoder, long deadlineNanos) {
    return new RedisCall<>(what, commands, decoder, deadlineNanos, false);
  }

  /** The call of a script that may write: never sent twice. */
  static <T> RedisCall<T> script(
      RedisScript script, CommandArguments call, Decoder<T> decoder, long deadlineNanos) {
    return write(script.name(), Commands.script(script, call), decoder, deadlineNanos);
  }

  /** The same, which asks something else where its replies are not enough. Before it is sent. */
  RedisCall<T> otherwise(Supplier<RedisCall<T>> next) {
    otherwise = next;
    return this;
  }

  Commands commands() {
    return commands;
  }

  /** Completes on the thread that has the call. */
  CompletableFuture<T> result() {
    return result;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  boolean isOverdue(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }

  /** Whether it may be sent again after a lost connection; says so once. */
  boolean mayRepeat(long nowNanos) {
    if (!repeatable || repeated || isOverdue(nowNanos)) {
      return false;
    }
    repeated = true;
    return true;
  }

  /**
   * Whether the node did not know the script, so that nothing has happened; if so, the call now
   * carries its source and is to be sent again.
   */
  boolean needsSource(Replies replies) {
    if (!(replies.raw(0) instanceof JedisNoScriptException)) {
      return false;
    }
    Commands bySource = commands.bySource();
    if (bySource == null) {
      return false;
    }
    commands = bySource;
    return true;
  }

  /** Completes with what the replies come to; null, or the call that is to be sent for that. */
  @Nullable RedisCall<?> complete(Replies replies) {
    T decoded;
    try {
      decoded = decoder.decode(replies);
    } catch (NotEnough e) {
      return instead();
    } catch (CacheException e) {
      result.completeExceptionally(e);
      return null;
    }
    result.complete(decoded);
    return null;
  }

  private RedisCall<T> instead() {
    RedisCall<T> next = Objects.requireNonNull(otherwise, "nothing else to ask").get();
    CompletableFuture<T> unused =
        next.result.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(failure);
              }
            });
    return next;
  }

  /** Whether it had not ended before. */
  boolean fail(CacheException why) {
    return result.completeExceptionally(why);
  }

  @Override
  public String toString() {
    return what;
  }
}
