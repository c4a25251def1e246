package io.ringcache.namespace;

import io.ringcache.cache.NamespaceName;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Keeps the namespaces of one process for as long as it runs. Thread-safe, never blocks. */
public final class InMemoryNamespaceStore implements NamespaceStore {

  private final ConcurrentMap<NamespaceName, Namespace> namespaces = new ConcurrentHashMap<>();
  private final InstantSource clock;

  public InMemoryNamespaceStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Collection<Namespace> all() {
    return List.copyOf(namespaces.values());
  }

  @Override
  public Stored put(NamespaceName name, NamespaceSettings settings) {
    Namespace fresh = settings.create(name, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Namespace stored = namespaces.merge(name, fresh, (was, unused) -> settings.applyTo(was));
    @SuppressWarnings("ReferenceEquality") // merge hands back the very instance if it was the first
    boolean created = stored == fresh;
    return new Stored(stored, created);
  }

  @Override
  public boolean delete(NamespaceName name) {
    @Nullable Namespace removed = namespaces.remove(name);
    return removed != null;
  }
}
