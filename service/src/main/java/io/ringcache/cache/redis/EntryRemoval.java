package io.ringcache.cache.redis;

import io.ringcache.cache.NamespaceName;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** The removal of entries of one namespace, whole and at once. */
final class EntryRemoval {

  private EntryRemoval() {}

  /**
   * A call whose result says for each key, in their order, whether a live entry was removed.
   *
   * @param keys in UTF-8, at most {@link ExpirySweep#ENTRIES_PER_CALL}
   * @param cutoff only those stored until then, in microseconds; empty for all
   */
  static RedisCall<List<Boolean>> call(
      NamespaceName namespace,
      Collection<byte[]> keys,
      String cutoff,
      KnownBytes known,
      long deadlineNanos) {
    CommandArguments call = RedisScript.REMOVE.on(namespace).add(cutoff);
    keys.forEach(call::add);
    return RedisCall.script(
        RedisScript.REMOVE,
        call,
        replies -> {
          List<@Nullable Object> reply = replies.array(0);
          known.note(namespace, reply.get(0));
          return Replies.asArray(reply.get(1)).stream()
              .map(live -> Replies.asLong(live) == 1)
              .toList();
        },
        deadlineNanos);
  }
}
