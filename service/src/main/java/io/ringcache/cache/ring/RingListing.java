package io.ringcache.cache.ring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceName;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A part of a listing over all nodes: node after node, by name. The cursor is the namespace, a
 * node's name and its own cursor. A node that can not be asked is passed over, and said to be
 * missing.
 */
final class RingListing {

  /**
   * Where a listing goes on.
   *
   * @param node an index into the nodes
   * @param cursor the node's own; empty for its beginning
   */
  private record Place(int node, Optional<String> cursor) {}

  /** Lists a part of the keys on a node that are asked for. */
  @FunctionalInterface
  interface OfNode {

    CompletionStage<KeyPage> keys(NodeClient node, Optional<String> cursor, int limit);
  }

  private final List<NodeClient> nodes;
  private final OfNode ofNode;
  private final NamespaceName namespace;
  private final int limit;
  private final List<String> keys = new ArrayList<>();
  private boolean degraded;

  private RingListing(List<NodeClient> nodes, OfNode ofNode, NamespaceName namespace, int limit) {
    this.nodes = nodes;
    this.ofNode = ofNode;
    this.namespace = namespace;
    this.limit = limit;
  }

  static CompletionStage<KeyPage> list(
      List<NodeClient> nodes,
      OfNode ofNode,
      NamespaceName namespace,
      Optional<String> cursor,
      int limit) {
    try {
      Place place =
          cursor.map(text -> parse(namespace, nodes, text)).orElse(new Place(0, Optional.empty()));
      return new RingListing(nodes, ofNode, namespace, limit).from(place);
    } catch (InvalidInputException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Asks one node; the next one only where it has no more and the part is not full. */
  private CompletionStage<KeyPage> from(Place place) {
    return ofNode
        .keys(nodes.get(place.node), place.cursor, limit - keys.size())
        .handle((page, failure) -> page != null ? page : missing(failure))
        .thenCompose(page -> after(place, page));
  }

  private CompletionStage<KeyPage> after(Place place, KeyPage page) {
    keys.addAll(page.keys());
    degraded |= page.degraded();
    if (page.cursor().isPresent()) {
      return CompletableFuture.completedFuture(part(new Place(place.node, page.cursor())));
    }
    Place next = new Place(place.node + 1, Optional.empty());
    if (next.node == nodes.size()) {
      return CompletableFuture.completedFuture(new KeyPage(keys, Optional.empty(), degraded));
    }
    return keys.size() == limit ? CompletableFuture.completedFuture(part(next)) : from(next);
  }

  private KeyPage part(Place next) {
    String text =
        String.join("\n", namespace.value(), nodes.get(next.node).name(), next.cursor.orElse(""));
    String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    return new KeyPage(keys, Optional.of(cursor), degraded);
  }

  private static KeyPage missing(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof InvalidInputException invalid) {
      throw invalid;
    }
    return new KeyPage(List.of(), Optional.empty(), true);
  }

  private static Place parse(NamespaceName namespace, List<NodeClient> nodes, String cursor) {
    String[] parts = decoded(cursor).split("\n", -1);
    for (int i = 0; i < nodes.size() && parts.length == 3; i++) {
      if (parts[0].equals(namespace.value()) && parts[1].equals(nodes.get(i).name())) {
        return new Place(i, parts[2].isEmpty() ? Optional.empty() : Optional.of(parts[2]));
      }
    }
    throw new InvalidInputException(
        InvalidInputException.Field.CURSOR, "cursor is what the listing before gave out");
  }

  /** Empty, which is no cursor either, if it can not be decoded. */
  private static String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
