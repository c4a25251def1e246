package io.ringcache.cache;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a backend's nodes are.
 *
 * @param nodes at least one
 * @param refusal why no call is served, however the nodes are; empty where they are served
 */
public record BackendHealth(List<Node> nodes, Optional<String> refusal) {

  /**
   * How one node is.
   *
   * @param up whether the node answers
   * @param usedBytes of the node's memory; 0 while it is down
   * @param limitBytes what it may use; empty where it has no limit, or is down
   * @param answerNanos how long it took to say so, the wait for its turn included; empty where it
   *     is down, or nobody had to be asked
   */
  public record Node(
      String name, boolean up, long usedBytes, OptionalLong limitBytes, OptionalLong answerNanos) {

    /** How a node is, without how long it took to say so. */
    public Node(String name, boolean up, long usedBytes, OptionalLong limitBytes) {
      this(name, up, usedBytes, limitBytes, OptionalLong.empty());
    }

    /** The same, said within that time. */
    public Node within(long nanos) {
      return new Node(name, up, usedBytes, limitBytes, OptionalLong.of(nanos));
    }

    /** A node that does not answer. */
    public static Node down(String name) {
      return new Node(name, false, 0, OptionalLong.empty());
    }
  }

  public BackendHealth {
    nodes = List.copyOf(nodes);
  }

  /** That of a backend that serves as far as its nodes do. */
  public BackendHealth(List<Node> nodes) {
    this(nodes, Optional.empty());
  }
}
