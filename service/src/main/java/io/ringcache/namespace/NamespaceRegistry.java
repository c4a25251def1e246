package io.ringcache.namespace;

import io.ringcache.cache.FlushResult;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Quota;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The registered namespaces, as every cache call asks for them. Thread-safe.
 *
 * <p>Reads come from an immutable snapshot and never block; changes go through the {@link
 * NamespaceStore}, one at a time, and are in the snapshot when the call returns.
 */
public final class NamespaceRegistry implements NamespaceDirectory {

  /** A name is in one of the two or in neither; keyed by the bare name, as a path gives it. */
  private record Snapshot(Map<String, Namespace> registered, Set<String> leaving) {

    Snapshot {
      registered = Map.copyOf(registered);
      leaving = Set.copyOf(leaving);
    }
  }

  private final NamespaceStore store;
  private final AutoCreate autoCreate;
  private volatile Snapshot snapshot;

  /** A registry of what the store holds by now; blocks on the store. */
  public static NamespaceRegistry of(NamespaceStore store, AutoCreate autoCreate) {
    Map<String, Namespace> registered = new HashMap<>();
    store.all().forEach(namespace -> registered.put(namespace.name().value(), namespace));
    return new NamespaceRegistry(store, autoCreate, new Snapshot(registered, Set.of()));
  }

  private NamespaceRegistry(NamespaceStore store, AutoCreate autoCreate, Snapshot snapshot) {
    this.store = store;
    this.autoCreate = autoCreate;
    this.snapshot = snapshot;
  }

  /** The namespace of that name; empty if it is not registered or is being deleted. */
  public Optional<Namespace> find(NamespaceName name) {
    return Optional.ofNullable(snapshot.registered().get(name.value()));
  }

  /**
   * The namespace that an administrator's call names in its path. Does not block.
   *
   * @throws io.ringcache.cache.InvalidInputException if it can be no name
   * @throws ApiException {@code NAMESPACE_NOT_FOUND} if it is not registered
   */
  public Namespace registered(String rawName) {
    return find(new NamespaceName(rawName))
        .orElseThrow(() -> new ApiException(ErrorCode.NAMESPACE_NOT_FOUND));
  }

  /**
   * The namespace that a cache call names in its path. Does not block, except where it registers a
   * new one.
   *
   * @throws io.ringcache.cache.InvalidInputException if it can be no name
   * @throws ApiException {@code INVALID_NAMESPACE} if it is not registered, and is not to be
   */
  public Namespace forCacheCall(String rawName) {
    // Looked up as it came: what is registered is valid.
    @Nullable Namespace registered = snapshot.registered().get(rawName);
    return registered != null ? registered : registerUnasked(new NamespaceName(rawName));
  }

  /** All of them, by name. */
  public List<Namespace> list() {
    return snapshot.registered().values().stream()
        .sorted(Comparator.comparing(namespace -> namespace.name().value()))
        .toList();
  }

  @Override
  public Collection<NamespaceName> names() {
    return snapshot.registered().values().stream().map(Namespace::name).toList();
  }

  @Override
  public Quota quota(NamespaceName name) {
    @Nullable Namespace registered = snapshot.registered().get(name.value());
    return registered != null ? registered.quota() : Quota.UNLIMITED;
  }

  /**
   * Registers a namespace, or changes the one that exists. Blocks on the store.
   *
   * @throws ApiException {@code NAMESPACE_BUSY} while one of that name is being deleted
   */
  public synchronized NamespaceStore.Stored put(NamespaceName name, NamespaceSettings settings) {
    if (snapshot.leaving().contains(name.value())) {
      throw new ApiException(ErrorCode.NAMESPACE_BUSY);
    }
    NamespaceStore.Stored stored = store.put(name, settings);
    show(stored.namespace());
    return stored;
  }

  /**
   * Deletes a namespace: from this call on nobody finds it, then it is flushed, then its name is
   * free again. Where a node could not be flushed it stays registered, to be deleted again. Blocks
   * until that is done.
   *
   * @param flush removes all its entries
   * @throws ApiException {@code NAMESPACE_NOT_FOUND} if it is not registered
   */
  public FlushResult delete(NamespaceName name, Function<NamespaceName, FlushResult> flush) {
    Namespace leaving = hide(name);
    boolean gone = false;
    try {
      FlushResult flushed = flush.apply(name);
      if (flushed.failedNodes().isEmpty()) {
        store.delete(name);
        gone = true;
      }
      return flushed;
    } finally {
      if (gone) {
        forget(name);
      } else {
        show(leaving);
      }
    }
  }

  private synchronized Namespace registerUnasked(NamespaceName name) {
    @Nullable Namespace registered = snapshot.registered().get(name.value());
    if (registered != null) {
      return registered;
    }
    if (!autoCreate.enabled()) {
      throw new ApiException(ErrorCode.INVALID_NAMESPACE, "the namespace is not registered");
    }
    if (snapshot.leaving().contains(name.value())) {
      throw new ApiException(ErrorCode.INVALID_NAMESPACE, "the namespace is being deleted");
    }
    if (snapshot.registered().size() >= autoCreate.limit()) {
      throw new ApiException(
          ErrorCode.INVALID_NAMESPACE,
          "the namespace is not registered, and there are "
              + autoCreate.limit()
              + " already: no more are made unasked");
    }
    return put(name, NamespaceSettings.NONE_GIVEN).namespace();
  }

  private synchronized Namespace hide(NamespaceName name) {
    Map<String, Namespace> registered = new HashMap<>(snapshot.registered());
    Set<String> leaving = new HashSet<>(snapshot.leaving());
    @Nullable Namespace found = registered.remove(name.value());
    if (found == null) {
      throw new ApiException(ErrorCode.NAMESPACE_NOT_FOUND);
    }
    leaving.add(name.value());
    snapshot = new Snapshot(registered, leaving);
    return found;
  }

  private synchronized void show(Namespace namespace) {
    Map<String, Namespace> registered = new HashMap<>(snapshot.registered());
    Set<String> leaving = new HashSet<>(snapshot.leaving());
    registered.put(namespace.name().value(), namespace);
    leaving.remove(namespace.name().value());
    snapshot = new Snapshot(registered, leaving);
  }

  private synchronized void forget(NamespaceName name) {
    Set<String> leaving = new HashSet<>(snapshot.leaving());
    leaving.remove(name.value());
    snapshot = new Snapshot(snapshot.registered(), leaving);
  }

  /**
   * Whether a cache call registers a namespace that it names and that is not there.
   *
   * @param limit with how many registered ones that ends, so that a client that makes names up can
   *     not fill the memory
   */
  public record AutoCreate(boolean enabled, int limit) {

    public static final AutoCreate OFF = new AutoCreate(false, 0);
  }
}
