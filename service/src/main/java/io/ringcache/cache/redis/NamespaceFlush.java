package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * One flush of a namespace on a node. Walks the index a page at a time, matches here, and removes
 * in calls of a few milliseconds, each after the answer to the last, so that other clients' calls
 * come in between.
 *
 * <p>Removes what was stored before it began, by the node's clock. An entry whose expiry is changed
 * meanwhile moves in the index, perhaps to a place already passed: so it walks again until a whole
 * walk finds nothing to remove.
 */
final class NamespaceFlush {

  private static final int PAGE = 1000;
  private static final byte[] START = {};

  private final RedisCrew crew;
  private final NamespaceName namespace;
  private final Glob pattern;
  private final CompletableFuture<Long> done = new CompletableFuture<>();

  // Touched by one callback at a time: each step begins when the one before has ended.
  private @Nullable String cutoff;
  private byte[] lastScore = START;
  private byte[] lastKey = START;
  private boolean lastPage;
  private List<byte[]> doomed = List.of();
  private long deletedInWalk;
  private long deleted;

  NamespaceFlush(RedisCrew crew, NamespaceName namespace, Glob pattern) {
    this.crew = crew;
    this.namespace = namespace;
    this.pattern = pattern;
  }

  /** Starts; how many live entries were removed. */
  CompletionStage<Long> run() {
    nextPage();
    return done;
  }

  private void nextPage() {
    CommandArguments call =
        RedisScript.PAGE.call(RedisKeys.index(namespace)).add(lastScore).add(lastKey).add(PAGE);
    crew.submit(RedisCall.script(RedisScript.PAGE, call, this::decodePage, crew.deadline()))
        .whenComplete((page, failure) -> then(failure, this::removeDoomed));
  }

  /** Notes the matching keys, and the place where the next page begins. */
  private List<byte[]> decodePage(Replies replies) {
    List<@Nullable Object> reply = replies.array(0);
    if (cutoff == null) {
      cutoff = Long.toString(Replies.asLong(reply.get(0)));
    }
    List<@Nullable Object> pairs = Replies.asArray(reply.get(1));
    List<byte[]> matching = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      byte[] key = required(pairs.get(i));
      if (pattern.matches(new String(key, UTF_8))) {
        matching.add(key);
      }
    }
    lastPage = pairs.size() < 2 * PAGE;
    if (!lastPage) {
      lastKey = required(pairs.get(pairs.size() - 2));
      lastScore = required(pairs.get(pairs.size() - 1));
    }
    doomed = matching;
    return matching;
  }

  private void removeDoomed() {
    if (doomed.isEmpty()) {
      endPage();
      return;
    }
    int size = Math.min(ExpirySweep.ENTRIES_PER_CALL, doomed.size());
    List<byte[]> now = doomed.subList(0, size);
    doomed = doomed.subList(size, doomed.size());
    crew.submit(EntryRemoval.call(namespace, now, cutoff == null ? "" : cutoff, crew.deadline()))
        .whenComplete(
            (removed, failure) ->
                then(
                    failure,
                    () -> {
                      deletedInWalk += removed.stream().filter(live -> live).count();
                      removeDoomed();
                    }));
  }

  private void endPage() {
    if (!lastPage) {
      nextPage();
    } else if (deletedInWalk > 0) {
      deleted += deletedInWalk;
      deletedInWalk = 0;
      lastScore = START;
      lastKey = START;
      nextPage();
    } else {
      done.complete(deleted);
    }
  }

  private void then(@Nullable Throwable failure, Runnable step) {
    if (failure != null) {
      done.completeExceptionally(failure);
      return;
    }
    try {
      step.run();
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  private static byte[] required(@Nullable Object reply) {
    byte[] bytes = Replies.asBytes(reply);
    if (bytes == null) {
      throw new Replies.Unexpected("a null where a string was due");
    }
    return bytes;
  }
}
