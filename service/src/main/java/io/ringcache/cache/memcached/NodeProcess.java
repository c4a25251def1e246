package io.ringcache.cache.memcached;

import java.util.Map;
import java.util.OptionalLong;

/** What is known of the process that a node is. Thread-safe. */
final class NodeProcess {

  private volatile long itemSizeMax = -1;
  private volatile int incarnation;
  private String identity = "";

  /** Takes what the node says of itself at each connection. */
  synchronized void learn(Map<String, String> stats, Map<String, String> settings) {
    itemSizeMax = number(settings, "item_size_max");
    // The uptime alone does not do: a process that is replaced at once may get to any.
    long started = number(stats, "time") - number(stats, "uptime");
    String now = number(stats, "pid") + "@" + started;
    if (!now.equals(identity)) {
      identity = now;
      incarnation++;
    }
  }

  /** The longest item, in bytes; empty while the node was never connected. */
  OptionalLong itemSizeMax() {
    long max = itemSizeMax;
    return max < 0 ? OptionalLong.empty() : OptionalLong.of(max);
  }

  /** How many processes there were so far, 0 while the node was never connected. */
  int incarnation() {
    return incarnation;
  }

  private static long number(Map<String, String> stats, String name) {
    String value = stats.get(name);
    if (value == null) {
      throw new ReplyReader.Unexpected("no " + name + " in its statistics");
    }
    return Replies.unsigned(value);
  }
}
