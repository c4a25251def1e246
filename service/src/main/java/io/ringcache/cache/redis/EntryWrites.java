package io.ringcache.cache.redis;

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

  private final RedisCrew crew;
  private final KnownBytes known;

  EntryWrites(RedisCrew crew, KnownBytes known) {
    this.crew = crew;
    this.known = known;
  }

  CompletionStage<PutResult> put(
      CacheKey key, NewEntry entry, Precondition precondition, Quota room) {
    return put(new EntryPuts.Put(key, entry, precondition, room, false))
        .thenCompose(
            done ->
                done.isPresent()
                    ? CompletableFuture.completedFuture(done.get())
                    : untilRoom(
                        () -> put(new EntryPuts.Put(key, entry, precondition, room, true))));
  }

  private CompletionStage<Optional<PutResult>> put(EntryPuts.Put put) {
    CompletionStage<Boolean> unused =
        crew.submit(EntryPuts.call(put, known, crew.deadline())); // completes the put as well
    return put.result();
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
          return crew.submit(
              RedisCall.script(
                  RedisScript.INCREMENT,
                  call,
                  replies -> decodeIncrement(namespace, replies),
                  crew.deadline()));
        });
  }

  private Optional<Long> decodeIncrement(NamespaceName namespace, Replies replies) {
    List<@Nullable Object> reply = replies.array(0);
    known.note(namespace, reply.get(2));
    byte[] sum = Replies.asBytes(reply.get(1));
    return StoreStatus.isStored(Replies.asLong(reply.get(0))) && sum != null
        ? Optional.of(Replies.number(sum))
        : Optional.empty();
  }

  private static <T> CompletionStage<T> untilRoom(Supplier<CompletionStage<Optional<T>>> call) {
    return call.get()
        .thenCompose(
            done ->
                done.isPresent() ? CompletableFuture.completedFuture(done.get()) : untilRoom(call));
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
