package io.ringcache.cache.ring;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.List;

/**
 * The nodes of a backend, in configuration one string of {@link NodeAddress}es with commas between.
 *
 * @param all at least one, no name twice
 */
public record NodeAddresses(List<NodeAddress> all) {

  public NodeAddresses {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("at least one node is expected");
    }
    long names = all.stream().map(NodeAddress::name).distinct().count();
    if (names < all.size()) {
      throw new IllegalArgumentException("two nodes have the same name");
    }
  }

  /**
   * Parses the configuration's string.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static NodeAddresses parse(String text) {
    return new NodeAddresses(
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(node -> !node.isEmpty())
            .map(NodeAddress::parse)
            .toList());
  }

  public List<RingMember> members() {
    return all.stream().map(NodeAddress::member).toList();
  }
}
