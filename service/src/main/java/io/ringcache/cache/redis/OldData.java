package io.ringcache.cache.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * What a node holds from before it was started, from a snapshot or a log: deletes and writes since
 * then are forgotten there, so all of it that is ours goes before anything is served. A mark on the
 * node says in which run of it all was written that is there; it tells all processes that it is
 * done. One for all of a node's connections; thread-safe.
 */
final class OldData {

  private static final Logger log = LoggerFactory.getLogger(OldData.class);

  /** Few enough for a step to hold a node for some milliseconds. */
  private static final int NAMES_AT_ONCE = 1000;

  private final String node;

  /** The run of the node that this process has served from; empty before the first. */
  private volatile String servedRun = "";

  OldData(String node) {
    this.node = node;
  }

  /**
   * Removes a part of it. Blocks until the node has answered.
   *
   * @param runId the node's; with none it can not be told from another, and nothing is removed
   * @return whether there is nothing left, so that the node may serve
   */
  boolean removeSome(RedisLink link, String runId) {
    if (runId.isEmpty()) {
      return true;
    }
    CommandArguments call =
        RedisScript.EMPTY
            .onNode(RedisKeys.run(), RedisKeys.emptying(), RedisKeys.healingLease())
            .add(runId)
            .add(runId.equals(servedRun) ? 1 : 0)
            .add(NAMES_AT_ONCE)
            .add(RedisKeys.ANY);
    RedisKeys.PATTERNS.forEach(call::add);
    List<@Nullable Object> reply = Replies.asArray(link.executeCommand(call));
    boolean done = Replies.asLong(reply.get(0)) == 1;
    long removed = Replies.asLong(reply.get(1));
    if (done) {
      servedRun = runId;
      if (removed > 0) {
        log.info(
            "redis node {} held {} keys from before it was started, now removed", node, removed);
      }
    }
    return done;
  }

  /**
   * Puts the mark back if somebody took it away, by FLUSHALL or by evicting it: to a process that
   * starts, what is there would be from before.
   */
  void keepMark(RedisCrew crew) {
    String run = servedRun;
    if (run.isEmpty() || !crew.isUp()) {
      return;
    }
    CommandArguments mark =
        new CommandArguments(Command.SET).add(RedisKeys.run()).add(run).add("NX");
    CompletionStage<Integer> unused =
        crew.submit(RedisCall.write("SET", List.of(mark), Replies::size, crew.deadline()));
  }
}
