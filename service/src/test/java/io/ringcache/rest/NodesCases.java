package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.rest.Rest.Reply;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The nodes. */
interface NodesCases extends RestPart {

  @Test
  default void everyNodeSaysHowItIsAndWhatItKeepsOfTheRing() {
    rest().put("a", "1");

    JsonNode shown = nodes().json();

    List<JsonNode> nodes = shown.path("nodes").valueStream().toList();
    assertThat(nodes)
        .isNotEmpty()
        .allSatisfy(
            node -> {
              assertThat(node.path("state").asText()).isEqualTo("up");
              assertThat(node.path("memory_used_bytes").asLong()).isPositive();
              assertThat(node.path("ring_share").asDouble()).isPositive();
              assertThat(node.path("connections")).isEqualTo(node.path("connections_wanted"));
            });
    assertThat(nodes.stream().mapToDouble(node -> node.path("ring_share").asDouble()).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(nodes.stream().map(node -> node.path("name").asText())).isSorted();
    assertThat(nodes.stream().map(node -> node.path("address").asText()))
        .contains(rest().inspect("a").json().at("/nodes/0").asText());
  }

  /** A picture of the ring has as much of a node as the node has of the ring, to a few degrees. */
  @Test
  default void theRingsPlacesAreSharedAsTheRingIs() {
    JsonNode shown = nodes().json();

    JsonNode ring = shown.path("ring");
    assertThat(ring.isNull()).isEqualTo(shown.path("nodes").size() == 1);
    Map<Integer, Long> places =
        ring.path("places")
            .valueStream()
            .map(JsonNode::asInt)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    places.forEach(
        (index, count) ->
            assertThat(count / 360.0)
                .isCloseTo(
                    shown.path("nodes").path(index).path("ring_share").asDouble(), within(0.1)));
    assertThat(places).hasSize(ring.isNull() ? 0 : shown.path("nodes").size());
  }

  @Test
  default void theNodesTakeNoParameter() {
    assertError(rest().send("GET", "/api/v1/nodes?of=all", null), 400, "invalid_parameter");
  }

  private Reply nodes() {
    Reply reply = rest().send("GET", "/api/v1/nodes", null);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply;
  }
}
