package io.ringcache.cache.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What a node holds from before it was started, from a snapshot or a log: deletes and writes since
 * then are forgotten there, so all of it that is ours goes before anything is served. A mark on the
 * node says in which run of it all was written that is there; it tells all processes that it is
 * done. A witness, which no command on keys takes away, tells that somebody has served from this
 * run: then a mark that is gone is put back, and nothing is removed that others are writing. One
 * for all of a node's connections; thread-safe.
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
    while (true) {
      boolean served = isServed(link, runId);
      List<@Nullable Object> reply = step(link, runId, served);
      if (reply == null) {
        continue; // another has set the mark since: look again
      }
      boolean done = Replies.asLong(reply.get(0)) == 1;
      if (!done) {
        return false;
      }
      long removed = Replies.asLong(reply.get(1));
      if (removed > 0) {
        log.info(
            "redis node {} held {} keys from before it was started, now removed", node, removed);
      }
      if (served) {
        servedRun = runId;
        return true;
      }
      witness(link, runId); // then once more: the mark has to be there after the witness is
    }
  }

  /** Whether anybody has served from this run; from here on the mark is watched. */
  private boolean isServed(RedisLink link, String runId) {
    link.sendCommand(new CommandArguments(Command.WATCH).add(RedisKeys.run()));
    link.sendCommand(
        new CommandArguments(Command.SCRIPT)
            .add("EXISTS")
            .add(RedisScript.sha1Hex(witnessOf(runId))));
    List<Object> replies = checked(link.getMany(2));
    return runId.equals(servedRun) || Replies.asLong(Replies.asArray(replies.get(1)).get(0)) == 1;
  }

  /** Null if the mark has changed since it is watched: then nothing was done. */
  private static @Nullable List<@Nullable Object> step(
      RedisLink link, String runId, boolean served) {
    CommandArguments call =
        RedisScript.EMPTY
            .onNode(RedisKeys.run(), RedisKeys.emptying(), RedisKeys.healingLease())
            .add(runId)
            .add(served ? 1 : 0)
            .add(NAMES_AT_ONCE)
            .add(RedisKeys.ANY);
    RedisKeys.PATTERNS.forEach(call::add);
    link.sendCommand(new CommandArguments(Command.MULTI));
    link.sendCommand(call);
    link.sendCommand(new CommandArguments(Command.EXEC));
    List<Object> replies = link.getMany(3);
    if (replies.get(1) instanceof JedisDataException error
        && String.valueOf(error.getMessage()).startsWith("OOM")) {
      link.sendCommand(call); // a full node queues nothing, and runs what frees memory
      return Replies.asArray(checked(link.getMany(1)).get(0));
    }
    @Nullable Object done = checked(replies).get(2);
    if (done == null) {
      return null;
    }
    @Nullable Object reply = Replies.asArray(done).get(0);
    if (reply instanceof JedisDataException error) {
      throw error;
    }
    return Replies.asArray(reply);
  }

  /** Before the first write, so that no process removes that: see {@link #isServed}. */
  private static void witness(RedisLink link, String runId) {
    link.sendCommand(new CommandArguments(Command.SCRIPT).add("LOAD").add(witnessOf(runId)));
    List<Object> unused = checked(link.getMany(1));
  }

  /**
   * A script that nobody calls: unlike a key it lives exactly as long as the run does, over
   * FLUSHALL and evictions.
   */
  private static String witnessOf(String runId) {
    return "return 'ringcache has served from " + runId + "'";
  }

  private static List<Object> checked(List<Object> replies) {
    for (Object reply : replies) {
      if (reply instanceof JedisDataException error) {
        throw error;
      }
    }
    return replies;
  }

  /**
   * Puts the mark back if somebody took it away, by FLUSHALL or by evicting it: where SCRIPT FLUSH
   * took the witness, too, what is there would be from before to a process that starts.
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
