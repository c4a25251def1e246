package io.ringcache.metrics;

import io.ringcache.cache.NamespaceName;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the namespaces: as many have a label of their own as were allowed, those whose
 * calls came first, and keep it to the end of the process; the others share {@link #OTHER}.
 * Thread-safe; a look-up takes no lock and allocates nothing.
 */
final class Meters {

  /** Can be the name of no namespace. */
  static final String OTHER = "_other";

  private final int labels;
  private final MeterListener listener;
  private final ConcurrentMap<NamespaceName, NamespaceMeters> meters = new ConcurrentHashMap<>();
  private final NamespaceMeters others;
  private volatile boolean full;

  /**
   * No meters yet.
   *
   * @param labels how many namespaces have their own; may be 0
   */
  Meters(int labels, MeterListener listener) {
    this.labels = labels;
    this.listener = listener;
    this.others = new NamespaceMeters(OTHER, listener);
  }

  NamespaceMeters of(NamespaceName namespace) {
    @Nullable NamespaceMeters known = meters.get(namespace);
    if (known != null) {
      return known;
    }
    return full ? others : admitted(namespace);
  }

  private synchronized NamespaceMeters admitted(NamespaceName namespace) {
    @Nullable NamespaceMeters known = meters.get(namespace);
    if (known != null) {
      return known;
    }
    if (meters.size() < labels) {
      NamespaceMeters made = new NamespaceMeters(namespace.value(), listener);
      listener.namespace(made);
      meters.put(namespace, made);
      return made;
    }
    if (!full) {
      listener.namespace(others);
      full = true;
    }
    return others;
  }

  /** Those of each label that there was a call for. */
  List<NamespaceMeters> all() {
    Stream<NamespaceMeters> own = meters.values().stream();
    return (full ? Stream.concat(own, Stream.of(others)) : own).toList();
  }
}
