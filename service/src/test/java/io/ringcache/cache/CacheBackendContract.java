package io.ringcache.cache;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The behaviour of every {@link CacheBackend}. A backend's test extends this class and says how to
 * make one and how its time passes, nothing else:
 *
 * <pre>
 *   class MyBackendIT extends CacheBackendContract {
 *     protected CacheBackend newBackend(NamespaceDirectory namespaces) { … }
 *     public void letPass(Duration duration) { … }
 *   }
 * </pre>
 *
 * <p>Each test has a backend of its own and namespaces that nobody else uses, registered for its
 * housekeeping, so that real servers can be shared; they are flushed afterwards. Where a backend
 * can not do what a test wants, its class overrides that test with a {@code @Disabled("why")}.
 */
public abstract class CacheBackendContract
    implements EntryContract,
        KeyContract,
        ValueContract,
        ExpiryContract,
        BatchContract,
        FlushContract,
        StatsContract,
        PreconditionContract,
        CounterContract,
        TouchContract,
        InspectContract,
        TagContract,
        TagRaceContract,
        ListingContract,
        QuotaContract,
        QuotaUnderLoadContract,
        EvictionQualityContract,
        RandomSequencesContract,
        ConcurrencyContract,
        LifecycleContract {

  final TestNamespaces namespaces = new TestNamespaces();
  private final String baseName = "contract-" + UUID.randomUUID();
  private CacheBackend backend;
  private BlockingCache cache;

  /**
   * A started backend on the shared servers, connected as far as it has to be for calls to succeed.
   *
   * @param namespaces what its factory is given
   */
  protected abstract CacheBackend newBackend(NamespaceDirectory namespaces);

  @Override
  public abstract void letPass(Duration duration);

  @BeforeEach
  final void startBackend() {
    backend = newBackend(namespaces);
    cache = neighbour("");
  }

  /** A test may have closed the backend itself: then it left nothing behind. */
  @AfterEach
  final void flushAndCloseBackend() {
    for (NamespaceName namespace : namespaces.names()) {
      BlockingCache.await(backend.flush(namespace, Glob.ALL));
    }
    backend.close();
  }

  @Override
  public final CacheBackend backend() {
    return backend;
  }

  @Override
  public final BlockingCache cache() {
    return cache;
  }

  @Override
  public final void limit(Quota quota) {
    namespaces.register(cache.namespace(), quota);
  }

  @Override
  public final BlockingCache neighbour(String suffix) {
    NamespaceName name = new NamespaceName(baseName + suffix);
    namespaces.register(name, Quota.UNLIMITED);
    return new BlockingCache(backend, name);
  }
}
