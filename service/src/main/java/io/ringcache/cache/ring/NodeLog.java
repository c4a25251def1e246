package io.ringcache.cache.ring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log when a node comes up and when it goes down: one line for each change, however
 * many connections and calls it has. Thread-safe.
 */
public final class NodeLog {

  private static final Logger log = LoggerFactory.getLogger(NodeLog.class);

  private final String node;
  private boolean saidUp;
  private boolean saidDown;

  /**
   * Knows the node.
   *
   * @param type the backend's: {@code redis}
   * @param address {@code host:port}
   */
  public NodeLog(String type, String name, String address) {
    this.node = type + " node " + name + " at " + address;
  }

  /** Some connection works. */
  public synchronized void up() {
    if (!saidUp) {
      log.info("{} is up", node);
      saidUp = true;
      saidDown = false;
    }
  }

  /** No connection works, or can be made. */
  public synchronized void down(String why) {
    if (!saidDown) {
      log.warn("{} is down: {}", node, why);
      saidDown = true;
      saidUp = false;
    }
  }
}
