package io.ringcache.cache.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyTest {

  private final FakeNode a = new FakeNode("a");
  private final FakeNode b = new FakeNode("b");
  private final HashRing ring = HashRing.of(List.of(RingMember.of("b"), RingMember.of("a")));

  @Test
  void theOwnerIsTheNodeBehindTheRingsMember() {
    Topology topology = Topology.of(1, ring, List.of(b, a));

    for (int i = 0; i < 100; i++) {
      byte[] key = ("key-" + i).getBytes(UTF_8);
      assertThat(topology.owner(key).name()).isEqualTo(ring.owner(key).name());
    }
    assertThat(topology.allNodes()).containsExactly(a, b);
  }

  @Test
  void aMemberWithoutANodeIsRefused() {
    assertThatThrownBy(() -> Topology.of(1, ring, List.of(a)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[a, b]");
  }

  @Test
  void aNodeThatIsNotOnTheRingIsRefused() {
    assertThatThrownBy(() -> Topology.of(1, ring, List.of(a, b, new FakeNode("c"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[a, b, c]");
  }

  @Test
  void aNodeUnderAnothersNameIsRefused() {
    assertThatThrownBy(() -> new Topology(1, ring, Map.of("a", b, "b", a)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itDoesNotChangeWithTheMapItWasMadeOf() {
    Map<String, NodeClient> nodes = new HashMap<>(Map.of("a", a, "b", b));
    Topology topology = new Topology(1, ring, nodes);
    nodes.clear();

    assertThat(topology.nodes()).hasSize(2);
  }
}
