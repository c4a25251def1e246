package io.ringcache.cache;

import java.util.List;
import java.util.Optional;

/**
 * How a process' ring stands to those that fill the nodes. Immutable.
 *
 * @param configured this process' ring
 * @param serves whether calls are made
 * @param difference why none may be, whatever the nodes are; empty where that is not so
 * @param nodes in the order of their names
 */
public record RingState(
    Ring configured, boolean serves, Optional<String> difference, List<Node> nodes) {

  /**
   * A ring.
   *
   * @param fingerprint tells it from others
   * @param description its members, for people
   */
  public record Ring(String fingerprint, String description) {}

  /**
   * What a node has said.
   *
   * @param filledBy empty where it is not reachable, or says nothing
   * @param swept whether nothing is there that the ring places elsewhere
   * @param adopting the ring whose adoption has begun and not ended
   */
  public record Node(
      String name,
      boolean reachable,
      Optional<Ring> filledBy,
      boolean swept,
      Optional<Ring> adopting) {}

  public RingState {
    nodes = List.copyOf(nodes);
  }

  /** Whether every node is filled by this ring alone. */
  public boolean isSwept() {
    return nodes.stream()
        .allMatch(
            node ->
                node.swept()
                    && node.adopting().isEmpty()
                    && node.filledBy().filter(configured::equals).isPresent());
  }
}
