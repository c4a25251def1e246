package io.ringcache.cache;

import java.util.List;
import java.util.OptionalLong;

/**
 * How a backend's nodes are.
 *
 * @param nodes at least one
 */
public record BackendHealth(List<Node> nodes) {

  /**
   * How one node is.
   *
   * @param up whether the node answers
   * @param usedBytes of the node's memory; 0 while it is down
   * @param limitBytes what it may use; empty where it has no limit, or is down
   */
  public record Node(String name, boolean up, long usedBytes, OptionalLong limitBytes) {

    /** A node that does not answer. */
    public static Node down(String name) {
      return new Node(name, false, 0, OptionalLong.empty());
    }
  }

  public BackendHealth {
    nodes = List.copyOf(nodes);
  }
}
