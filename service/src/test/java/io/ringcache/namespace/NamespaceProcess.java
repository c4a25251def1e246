package io.ringcache.namespace;

import io.ringcache.FakeBackend;
import io.ringcache.audit.AuditTrails;
import io.ringcache.auth.Caller;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.NamespaceName;
import io.ringcache.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a process has of namespaces, on a database that it may share, over a fake backend. */
final class NamespaceProcess implements AutoCloseable {

  static final Instant NOW = Instant.parse("2024-01-01T00:00:00.123Z");

  private final NamespaceRegistry registry;
  private final NamespaceDeletions deletions;
  private final FakeBackend backend = new FakeBackend();

  private NamespaceProcess(Database database, NamespacesConfiguration configuration) {
    registry =
        NamespaceRegistry.open(
            database, configuration, AuditTrails.unread(), () -> NOW.plusNanos(999));
    deletions = new NamespaceDeletions(database, registry, backend);
    registry.start();
    deletions.start();
  }

  static NamespaceProcess strict(Database database) {
    return new NamespaceProcess(database, new NamespacesConfiguration());
  }

  /** One where cache calls make namespaces. */
  static NamespaceProcess creating(Database database, int limit) {
    return new NamespaceProcess(database, new NamespacesConfiguration(true, limit, null));
  }

  /** One with a namespace of that name in its configuration. */
  static NamespaceProcess listing(Database database, String name, int defaultTtl) {
    return new NamespaceProcess(
        database,
        new NamespacesConfiguration(
            false, null, List.of(new NamespacesConfiguration.Seed(name, defaultTtl, null, null))));
  }

  NamespaceRegistry registry() {
    return registry;
  }

  FakeBackend backend() {
    return backend;
  }

  Namespace forCacheCall(String name) {
    return registry.forCacheCall(name, Caller.ANONYMOUS, "request");
  }

  Stored put(String name) {
    return registry.put(new NamespaceName(name), NamespaceSettings.NONE_GIVEN);
  }

  FlushResult delete(String name) {
    return deletions.delete(new NamespaceName(name));
  }

  /** Deletes a namespace whose entries nodes have missed. */
  FlushResult deleteInVain(String name, String... missed) {
    backend.saysOfAFlush(CompletableFuture.completedFuture(new FlushResult(4, List.of(missed))));
    return delete(name);
  }

  @Override
  public void close() {
    try {
      deletions.stop();
      registry.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
