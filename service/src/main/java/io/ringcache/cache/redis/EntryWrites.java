package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Increment;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Ttl;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * The writes that may have to make room. A script evicts only so much at a time, stores nothing
 * then and asks to be called again: so no write holds the node up, however much has to go.
 */
final class EntryWrites {

  // What the scripts reply with, as store.lua has it.
  private static final long STORED = 0;
  private static final long CREATED = 1;
  private static final long FAILED = -1;
  private static final long AGAIN = -2;
  private static final long FULL = -3;
  private static final long NOT_AN_INTEGER = -4;

  private final RedisCrew crew;
  private final KnownBytes known;

  EntryWrites(RedisCrew crew, KnownBytes known) {
    this.crew = crew;
    this.known = known;
  }

  CompletionStage<PutResult> put(
      CacheKey key, NewEntry entry, Precondition precondition, Quota room) {
    NamespaceName namespace = key.namespace();
    return untilRoom(
        () -> {
          CommandArguments call =
              RedisScript.PUT
                  .on(namespace, RedisKeys.value(key), RedisKeys.meta(key))
                  .add(key.utf8())
                  .add(entry.json())
                  .add(entry.ttl().millis())
                  .add(String.join("\n", entry.tags().names())) // none has a control character
                  .add(word(precondition))
                  .add(room.maxBytes())
                  .add(room.policy().name());
          return RedisCall.script(
              RedisScript.PUT, call, replies -> decodePut(namespace, replies), crew.deadline());
        });
  }

  private Optional<PutResult> decodePut(NamespaceName namespace, Replies replies) {
    List<@Nullable Object> reply = replies.array(0);
    known.note(namespace, reply.get(2));
    long status = Replies.asLong(reply.get(0));
    return isDone(status)
        ? Optional.of(new PutResult(status == CREATED, Replies.asLong(reply.get(1))))
        : Optional.empty();
  }

  CompletionStage<Long> increment(CacheKey key, Increment increment, Quota room) {
    NamespaceName namespace = key.namespace();
    return untilRoom(
        () -> {
          CommandArguments call =
              RedisScript.INCREMENT
                  .on(namespace, RedisKeys.value(key), RedisKeys.meta(key))
                  .add(key.utf8())
                  .add(increment.delta())
                  .add(sumIfNew(increment))
                  .add(increment.ttlIfNew().millis())
                  .add(increment.ttl().map(Ttl::millis).map(String::valueOf).orElse(""))
                  .add(room.maxBytes())
                  .add(room.policy().name());
          return RedisCall.script(
              RedisScript.INCREMENT,
              call,
              replies -> decodeIncrement(namespace, replies),
              crew.deadline());
        });
  }

  private Optional<Long> decodeIncrement(NamespaceName namespace, Replies replies) {
    List<@Nullable Object> reply = replies.array(0);
    known.note(namespace, reply.get(2));
    byte[] sum = Replies.asBytes(reply.get(1));
    return isDone(Replies.asLong(reply.get(0))) && sum != null
        ? Optional.of(Replies.number(sum))
        : Optional.empty();
  }

  /** Whether the write has happened; if not, it is to be called again. */
  private static boolean isDone(long status) {
    if (status == STORED || status == CREATED) {
      return true;
    }
    if (status == AGAIN) {
      return false;
    }
    if (status == FAILED) {
      throw new CacheException.PreconditionFailed();
    }
    if (status == FULL) {
      throw new CacheException.StorageFull("the namespace holds all that its quota allows");
    }
    if (status == NOT_AN_INTEGER) {
      throw new CacheException.NotAnInteger(
          "the value, and the sum, are integers of 64 bits in decimal digits");
    }
    throw new Replies.Unexpected("the status " + status);
  }

  private <T> CompletionStage<T> untilRoom(Supplier<RedisCall<Optional<T>>> call) {
    return crew.submit(call.get())
        .thenCompose(
            done ->
                done.isPresent() ? CompletableFuture.completedFuture(done.get()) : untilRoom(call));
  }

  /** As put.lua and delete.lua have it. */
  static byte[] word(Precondition precondition) {
    if (precondition instanceof Precondition.Absent) {
      return "absent".getBytes(ISO_8859_1);
    }
    return precondition instanceof Precondition.Version version
        ? Long.toString(version.version()).getBytes(ISO_8859_1)
        : new byte[0];
  }

  /** Empty if it is no 64-bit integer. */
  private static String sumIfNew(Increment increment) {
    try {
      return Long.toString(Math.addExact(increment.initial(), increment.delta()));
    } catch (ArithmeticException e) {
      return "";
    }
  }
}
