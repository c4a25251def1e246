package io.ringcache.cache.redis;

import io.ringcache.cache.EvictionListener;
import io.ringcache.cache.NamespaceName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of each namespace on a node, by the node's replies. Thread-safe. Every write's reply
 * and, for the registered namespaces, the sweep of each second keep it up to date.
 */
final class KnownBytes {

  /** A clock that is so far behind was set back: its figures are new. */
  private static final long SET_BACK_MICROS = 5_000_000;

  /**
   * What the node said.
   *
   * @param atMicros when, by its clock
   */
  private record Figure(long bytes, long atMicros) {

    boolean isOlderThan(Figure other) {
      return atMicros < other.atMicros && other.atMicros - atMicros < SET_BACK_MICROS;
    }
  }

  private final Map<NamespaceName, Figure> figures = new ConcurrentHashMap<>();
  private volatile EvictionListener evictions = EvictionListener.NONE;

  /** Has somebody told of the evictions that the node replies with. */
  void onEviction(EvictionListener listener) {
    evictions = listener;
  }

  /**
   * Takes what a script has replied, unless a later reply was here before.
   *
   * @param held bytes, the node's clock and evictions, as the scripts' prelude has it
   */
  void note(NamespaceName namespace, @Nullable Object held) {
    List<@Nullable Object> said = Replies.asArray(held);
    Figure figure = new Figure(Replies.asLong(said.get(0)), Replies.asLong(said.get(1)));
    figures.merge(namespace, figure, (old, now) -> now.isOlderThan(old) ? old : now);
    long evicted = Replies.asLong(said.get(2));
    if (evicted > 0) {
      evictions.evicted(namespace, evicted);
    }
  }

  /** 0 if the node never said. */
  long of(NamespaceName namespace) {
    Figure figure = figures.get(namespace);
    return figure == null ? 0 : figure.bytes;
  }

  /** Forgets the namespaces that are not registered any more. */
  void retain(Collection<NamespaceName> registered) {
    figures.keySet().retainAll(registered);
  }
}
