package io.ringcache.cache.ring;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Who keeps what at one time: a ring and the node behind each of its names. Immutable. A request
 * takes one and keeps it to its end, so that it never sees half of a change.
 *
 * @param epoch counts the topologies of this process; a later one has a higher
 * @param nodes by name, exactly the ring's members
 */
public record Topology(long epoch, HashRing ring, Map<String, NodeClient> nodes) {

  public Topology {
    nodes = Map.copyOf(nodes);
    List<String> members = ring.members().stream().map(RingMember::name).toList();
    List<String> named = nodes.keySet().stream().sorted().toList();
    if (!named.equals(members)) {
      throw new IllegalArgumentException("the ring has " + members + ", the nodes are " + named);
    }
    nodes.forEach(
        (name, node) -> {
          if (!node.name().equals(name)) {
            throw new IllegalArgumentException("the node at " + name + " is " + node.name());
          }
        });
  }

  /** The topology of these nodes, each behind the member of its name. */
  public static Topology of(long epoch, HashRing ring, Collection<? extends NodeClient> nodes) {
    return new Topology(
        epoch, ring, nodes.stream().collect(Collectors.toMap(NodeClient::name, node -> node)));
  }

  /** The node that keeps what is placed by these bytes. */
  NodeClient owner(byte[] placement) {
    return node(ring.owner(placement));
  }

  /** All nodes, sorted by name. */
  List<NodeClient> allNodes() {
    return ring.members().stream().map(this::node).toList();
  }

  /** The weight of a node of this topology. */
  int weight(NodeClient node) {
    for (RingMember member : ring.members()) {
      if (member.name().equals(node.name())) {
        return member.weight();
      }
    }
    throw new IllegalArgumentException("no node of this topology: " + node.name());
  }

  private NodeClient node(RingMember member) {
    return Objects.requireNonNull(nodes.get(member.name()));
  }
}
