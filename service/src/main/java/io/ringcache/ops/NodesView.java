package io.ringcache.ops;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.RingLayout;
import io.ringcache.cache.RingState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The nodes as the API shows them. */
@Schema(name = "Nodes")
record NodesView(
    @JsonProperty("backend") String backend,
    @JsonProperty("nodes") List<NodeView> nodes,
    @JsonProperty("ring") @Nullable RingView ring) {

  /**
   * Puts together what is known of them.
   *
   * @param states none where the entries are in this process
   * @param ring empty where there is none, and so is {@code layout}
   */
  static NodesView of(
      String backend,
      BackendHealth health,
      List<NodeState> states,
      Optional<RingState> ring,
      Optional<RingLayout> layout) {
    Map<String, NodeState> stateOf =
        states.stream().collect(Collectors.toMap(NodeState::name, Function.identity()));
    double evenly = 1.0 / health.nodes().size();
    List<NodeView> nodes =
        health.nodes().stream()
            .map(
                node ->
                    NodeView.of(
                        node,
                        stateOf.get(node.name()),
                        layout
                            .map(RingLayout::shares)
                            .map(of -> of.get(node.name()))
                            .orElse(evenly)))
            .toList();
    return new NodesView(
        backend,
        nodes,
        ring.flatMap(state -> layout.map(circle -> RingView.of(state, circle, nodes)))
            .orElse(null));
  }

  /** One that has just not answered is not up, whatever was known of it before. */
  private static String state(BackendHealth.Node node, @Nullable NodeState state) {
    NodeState.Condition condition =
        state != null
            ? state.condition()
            : node.up() ? NodeState.Condition.UP : NodeState.Condition.DOWN;
    boolean silent = condition == NodeState.Condition.UP && !node.up();
    return (silent ? NodeState.Condition.SUSPECT : condition).name().toLowerCase(Locale.ROOT);
  }

  /** A node as the API shows it. */
  @Schema(name = "Node")
  record NodeView(
      @JsonProperty("name") String name,
      @JsonProperty("address") String address,
      @JsonProperty("state") String state,
      @JsonProperty("memory_used_bytes") @Nullable Long memoryUsedBytes,
      @JsonProperty("memory_limit_bytes") @Nullable Long memoryLimitBytes,
      @JsonProperty("ring_share") double ringShare,
      @JsonProperty("health_latency_ms") @Nullable Double healthLatencyMs,
      @JsonProperty("connections") int connections,
      @JsonProperty("connections_wanted") int connectionsWanted,
      @JsonProperty("queued") int queued,
      @JsonProperty("timeouts") long timeouts,
      @JsonProperty("connections_lost") long connectionsLost) {

    private static final double MICROS_PER_MILLI = 1e3;

    static NodeView of(BackendHealth.Node node, @Nullable NodeState state, double share) {
      return new NodeView(
          node.name(),
          state == null ? node.name() : state.address(),
          NodesView.state(node, state),
          node.up() ? (Long) node.usedBytes() : null,
          node.limitBytes().isPresent() ? (Long) node.limitBytes().getAsLong() : null,
          share,
          node.answerNanos().isPresent()
              ? (Double)
                  (Math.ceil(node.answerNanos().getAsLong() / MICROS_PER_MILLI) / MICROS_PER_MILLI)
              : null,
          state == null ? 0 : state.connected(),
          state == null ? 0 : state.connections(),
          state == null ? 0 : state.queued(),
          state == null ? 0 : state.timeouts(),
          state == null ? 0 : state.lostConnections());
    }
  }

  /** The ring as the API shows it. */
  @Schema(name = "Ring")
  record RingView(
      @JsonProperty("description") String description,
      @JsonProperty("fingerprint") String fingerprint,
      @JsonProperty("serves") boolean serves,
      @JsonProperty("detail") @Nullable String detail,
      @JsonProperty("places") List<Integer> places) {

    static RingView of(RingState state, RingLayout layout, List<NodeView> nodes) {
      Map<String, Integer> index = new HashMap<>();
      nodes.forEach(node -> index.put(node.name(), index.size()));
      return new RingView(
          state.configured().description(),
          state.configured().fingerprint(),
          state.serves(),
          state.difference().orElse(null),
          layout.places().stream().map(index::get).toList());
    }
  }
}
