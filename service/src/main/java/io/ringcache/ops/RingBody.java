package io.ringcache.ops;

import io.ringcache.cache.RingState;
import java.util.LinkedHashMap;
import java.util.Map;

/** A ring's state as the tasks show it. */
final class RingBody {

  private RingBody() {}

  static Map<String, Object> of(RingState state) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("configured", ring(state.configured()));
    body.put("ready", state.serves());
    state.difference().ifPresent(why -> body.put("detail", why));
    body.put("swept", state.isSwept());
    body.put("nodes", state.nodes().stream().map(RingBody::node).toList());
    return body;
  }

  private static Map<String, Object> ring(RingState.Ring ring) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("fingerprint", ring.fingerprint());
    body.put("ring", ring.description());
    return body;
  }

  private static Map<String, Object> node(RingState.Node node) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", node.name());
    body.put("reachable", node.reachable());
    node.filledBy()
        .ifPresent(
            ring -> {
              body.putAll(ring(ring));
              body.put("swept", node.swept());
            });
    node.adopting().ifPresent(ring -> body.put("adopting", ring.description()));
    return body;
  }
}
