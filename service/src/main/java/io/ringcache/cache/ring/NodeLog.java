package io.ringcache.cache.ring;

import io.ringcache.cache.NodeState.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log what a node has become: one line for each change. Thread-safe. */
public final class NodeLog {

  private static final Logger log = LoggerFactory.getLogger(NodeLog.class);

  private final String node;

  /**
   * Knows the node.
   *
   * @param type the backend's: {@code redis}
   * @param address {@code host:port}
   */
  public NodeLog(String type, String name, String address) {
    this.node = type + " node " + name + " at " + address;
  }

  void tell(Condition now, String why) {
    switch (now) {
      case UP -> log.info("{} is up", node);
      case SUSPECT -> log.info("{} is suspect: {}", node, why);
      case REJOINING -> log.info("{} is rejoining: {}", node, why);
      case DOWN -> log.warn("{} is down: {}", node, why);
    }
  }
}
