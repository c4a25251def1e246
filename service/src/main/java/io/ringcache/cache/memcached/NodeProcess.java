package io.ringcache.cache.memcached;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of the process that a node is. Thread-safe. */
final class NodeProcess {

  private static final Logger log = LoggerFactory.getLogger(NodeProcess.class);

  /**
   * One start of it. In a container each has the same pid, and on one machine two may begin within
   * a second: both together tell them apart.
   *
   * @param startedAt by its own clock, in seconds; the same as long as it runs
   */
  record Run(long pid, long startedAt) {

    /** By what it says to {@code stats}. */
    static Run of(Map<String, String> stats) {
      return new Run(number(stats, "pid"), number(stats, "time") - number(stats, "uptime"));
    }

    private static long number(Map<String, String> stats, String name) {
      String value = stats.get(name);
      if (value == null) {
        throw new ReplyReader.Unexpected("no " + name + " in its stats");
      }
      return Replies.unsigned(value);
    }
  }

  private final String node;
  private volatile long itemSizeMax = -1;
  private @Nullable Run run;

  NodeProcess(String node) {
    this.node = node;
  }

  /** Takes what the node says of itself at each connection; tells which start of it this is. */
  synchronized Run learn(Map<String, String> stats, Map<String, String> settings) {
    String value = settings.get("item_size_max");
    if (value == null) {
      throw new ReplyReader.Unexpected("no item_size_max in its settings");
    }
    itemSizeMax = Replies.unsigned(value);
    Run now = Run.of(stats);
    if (run != null && !run.equals(now)) {
      log.debug(
          "memcached node {} was restarted: its pid is {}, and was {}", node, now.pid, run.pid);
    }
    run = now;
    return now;
  }

  /** The longest item, in bytes; empty while the node was never connected. */
  OptionalLong itemSizeMax() {
    long max = itemSizeMax;
    return max < 0 ? OptionalLong.empty() : OptionalLong.of(max);
  }
}
