package io.ringcache.namespace;

import io.ringcache.cache.NamespaceName;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces as this process has them: what the database held when it was last asked, what has
 * changed through us since, and what is still to be written. Thread-safe. Reads come from an
 * immutable snapshot; nothing waits for the database.
 */
final class KnownNamespaces {

  /** Why a name is withheld. */
  static final String LEAVING = "the namespace is being deleted";

  /** Why a name is withheld. */
  static final String SENSELESS =
      "the namespace's settings in the database make no sense: see the log";

  /**
   * Keyed by the bare name, as a path gives it.
   *
   * @param withheld names that are in the database and still not to be served, with the reason
   */
  private record Snapshot(Map<String, Namespace> registered, Map<String, String> withheld) {

    Snapshot {
      registered = Map.copyOf(registered);
      withheld = Map.copyOf(withheld);
    }
  }

  private final Map<String, Unwritten> unwritten = new LinkedHashMap<>();
  private volatile Snapshot snapshot = new Snapshot(Map.of(), Map.of());

  /** The namespace of that name; null if there is none, or none to be served. */
  @Nullable Namespace get(String name) {
    return snapshot.registered().get(name);
  }

  Collection<Namespace> all() {
    return snapshot.registered().values();
  }

  /**
   * Takes in a namespace that the database is yet to be told of, unless there is one of that name.
   *
   * @param limit up to how many there may be
   * @return the one of that name
   * @throws ApiException {@code INVALID_NAMESPACE} if it can not be taken in
   */
  synchronized Namespace add(Unwritten fresh, int limit) {
    String name = fresh.namespace().name().value();
    @Nullable Namespace registered = snapshot.registered().get(name);
    if (registered != null) {
      return registered;
    }
    @Nullable String reason = snapshot.withheld().get(name);
    if (reason != null) {
      throw new ApiException(ErrorCode.INVALID_NAMESPACE, reason);
    }
    if (snapshot.registered().size() >= limit) {
      throw new ApiException(
          ErrorCode.INVALID_NAMESPACE,
          "the namespace is not registered, and there are "
              + limit
              + " already: no more are made unasked");
    }
    unwritten.put(name, fresh);
    replace(snapshot.registered(), snapshot.withheld());
    return fresh.namespace();
  }

  /** What is still to be written, the oldest first. */
  synchronized List<Unwritten> unwritten() {
    return List.copyOf(unwritten.values());
  }

  /** What is still to be written of a name; null for nothing. */
  synchronized @Nullable Unwritten unwritten(NamespaceName name) {
    return unwritten.get(name.value());
  }

  /** The database holds this; what it does not know yet is kept. */
  synchronized void replace(Map<String, Namespace> registered, Map<String, String> withheld) {
    Map<String, Namespace> all = new HashMap<>(registered);
    unwritten.forEach(
        (name, fresh) -> {
          if (!withheld.containsKey(name)) {
            all.putIfAbsent(name, fresh.namespace());
          }
        });
    snapshot = new Snapshot(all, withheld);
  }

  /** The database has this namespace now, as it is here. */
  synchronized void show(Namespace namespace) {
    String name = namespace.name().value();
    Map<String, Namespace> registered = new HashMap<>(snapshot.registered());
    Map<String, String> withheld = new HashMap<>(snapshot.withheld());
    unwritten.remove(name);
    registered.put(name, namespace);
    withheld.remove(name);
    snapshot = new Snapshot(registered, withheld);
  }

  /** The database has something of that name, which is not to be served. */
  synchronized void withhold(NamespaceName name, String reason) {
    Map<String, Namespace> registered = new HashMap<>(snapshot.registered());
    Map<String, String> withheld = new HashMap<>(snapshot.withheld());
    unwritten.remove(name.value());
    registered.remove(name.value());
    withheld.put(name.value(), reason);
    snapshot = new Snapshot(registered, withheld);
  }
}
