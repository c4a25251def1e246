package io.ringcache.cache.memcached;

import java.util.Map;
import java.util.OptionalLong;

/** What is known of the process that a node is. Thread-safe. */
final class NodeProcess {

  private volatile long itemSizeMax = -1;

  /** Takes what the node says of itself at each connection. */
  void learn(Map<String, String> settings) {
    String value = settings.get("item_size_max");
    if (value == null) {
      throw new ReplyReader.Unexpected("no item_size_max in its settings");
    }
    itemSizeMax = Replies.unsigned(value);
  }

  /** The longest item, in bytes; empty while the node was never connected. */
  OptionalLong itemSizeMax() {
    long max = itemSizeMax;
    return max < 0 ? OptionalLong.empty() : OptionalLong.of(max);
  }
}
