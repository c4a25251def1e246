package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * One invalidation on a node: scans the set of each tag and removes, in calls of a few
 * milliseconds, what was stored before it began, by the node's clock. A write puts its entry and
 * its place in the sets there as one, so whatever was stored before is found; what is stored later
 * stays.
 */
final class TagInvalidation {

  private static final String START = "0";

  private final RedisCrew crew;
  private final NamespaceName namespace;
  private final Deque<String> tags;
  private final CompletableFuture<Long> done = new CompletableFuture<>();

  // Touched by one callback at a time: each step begins when the one before has ended.
  private String cutoff = "";
  private String cursor = START;
  private long deleted;

  TagInvalidation(RedisCrew crew, NamespaceName namespace, Tags tags) {
    this.crew = crew;
    this.namespace = namespace;
    this.tags = new ArrayDeque<>(tags.names());
  }

  /** Starts; how many live entries were removed. */
  CompletionStage<Long> run() {
    next();
    return done;
  }

  private void next() {
    String tag = tags.peek();
    if (tag == null) {
      done.complete(deleted);
      return;
    }
    CommandArguments call =
        RedisScript.INVALIDATE.on(namespace, RedisKeys.tag(namespace, tag)).add(cutoff).add(cursor);
    crew.submit(RedisCall.script(RedisScript.INVALIDATE, call, this::decode, crew.deadline()))
        .whenComplete(this::removed);
  }

  private long decode(Replies replies) {
    List<@Nullable Object> reply = replies.array(0);
    cutoff = text(reply.get(0));
    cursor = text(reply.get(1));
    return Replies.asLong(reply.get(2));
  }

  private void removed(@Nullable Long live, @Nullable Throwable failure) {
    if (failure != null || live == null) {
      done.completeExceptionally(failure);
      return;
    }
    deleted += live;
    if (cursor.equals(START)) {
      tags.remove();
    }
    next();
  }

  private static String text(@Nullable Object reply) {
    return new String(Replies.required(reply), UTF_8);
  }
}
